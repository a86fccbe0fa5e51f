"""The table is compared with the records once a night, and what differs is told."""

import logging
from datetime import UTC, datetime, timedelta

import pytest

from reminders.models import Deadline, NightlyRecount
from reminders.nightly import services
from reminders.tasks import recounts
from schools.owed import services as owing
from sendcase import moment
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 11, 3, 2, tzinfo=UTC)


@pytest.fixture
def school():
    with moment.at(NIGHT - timedelta(days=1)):
        return SchoolFactory()


def test_once_a_night_and_not_before_one_o_clock(school):
    with moment.at(NIGHT.replace(hour=0, minute=30)):
        assert services.recount_due() == 0
        assert services.sign().words == "Not compared with the records yet."
    with moment.at(NIGHT):
        assert services.recount_due() == 1
        recounts()
        assert services.recount_due() == 0
        [row] = NightlyRecount.objects.all()
        assert (row.school, row.done_on, row.differing) == (school, NIGHT.date(), 0)
        assert services.sign().good
    with moment.at(NIGHT + timedelta(days=1)):
        assert services.recount_due() == 1
    with moment.at(NIGHT + timedelta(days=5)):
        sign = services.sign()
        assert (sign.good, sign.words) == (False, "Not compared with the records for 4 days.")


def test_what_differs_is_counted_logged_and_bad_until_it_agrees(school, caplog):
    with moment.at(NIGHT):
        owing.begin(school)
    row = Deadline.objects.filter(school=school).first()
    Deadline.objects.filter(pk=row.pk).update(due_on=row.due_on + timedelta(days=1))
    with moment.at(NIGHT), caplog.at_level(logging.ERROR):
        services.recount_due()
        sign = services.sign()
    assert (sign.good, sign.value) == (False, 1)
    assert f"1 deadlines of school {school.pk} differ" in caplog.text
    Deadline.objects.filter(pk=row.pk).update(due_on=row.due_on)
    with moment.at(NIGHT + timedelta(days=1)):
        services.recount_due()
        assert services.sign().good


def test_a_change_saved_between_two_looks_is_no_difference(school, monkeypatch):
    looks = iter([["one", "two"], ["two"]])
    monkeypatch.setattr(services, "differences", lambda school_id: next(looks))
    assert services.lasting(school.pk) == ["two"]


def test_one_school_that_fails_keeps_no_other_from_its_turn_and_the_sign_says_so(
    school, monkeypatch, caplog
):
    with moment.at(NIGHT - timedelta(days=1)):
        other = SchoolFactory()
    looked = []

    def fails(school_id):
        looked.append(school_id)
        if school_id == school.pk:
            raise ValueError("broken")
        return []

    monkeypatch.setattr(services, "differences", fails)
    with moment.at(NIGHT):
        assert services.recount_due() == 1
        assert services.sign().words == "Not compared with the records yet."
    assert looked == [school.pk, other.pk]
    assert f"recount failed for school {school.pk}" in caplog.text
    with moment.at(NIGHT + timedelta(days=3)):
        services.recount_due()
        sign = services.sign()
    assert (sign.good, sign.words) == (False, "Not compared with the records for 4 days.")
