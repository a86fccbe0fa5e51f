"""Two people, and what was looked at is what is approved."""

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from audit.models import Event
from reports.census import reading, services, showing
from reports.census.models import CensusDay, CensusVersion
from sendcase import moment
from sendcase.edits import IllegalMove
from sendcase.frozen.services import is_whole
from tests.reports.census.conftest import DAY

pytestmark = pytest.mark.django_db


def sha(school, day=DAY):
    return reading.extract(school, day).sha256


def handed(school, by):
    return services.hand_in(school=school, day=DAY, seen=sha(school), by=by)


def approved(school, by, head):
    return services.approve(census=handed(school, by), seen=sha(school), by=head)


def state(school):
    census = CensusDay.objects.filter(school=school, day=DAY).first()
    last = census.versions.first() if census else None
    return showing.state_of(DAY, reading.extract(school, DAY), census, last).key


def test_from_ready_to_approved_each_step_noted(school, child, senco, head):
    child()
    assert state(school) == "ready"
    census = handed(school, senco)
    assert state(school) == "handed"
    version = services.approve(census=census, seen=sha(school), by=head)
    assert state(school) == "approved"
    assert (version.number, version.handed_by, version.approved_by) == (1, senco, head)
    assert is_whole(version) and version.sha256 == sha(school)
    assert json.loads(version.content)["day"] == "2026-01-15"
    told = Event.objects.filter(verb__startswith="census.").values_list("verb", "actor_id")
    assert list(told) == [
        ("census.handed_in", senco.pk), ("census.approved", head.pk),
    ]  # fmt: skip


def test_whoever_handed_it_in_does_not_approve_it(school, child, head):
    child()
    census = handed(school, head)
    with pytest.raises(IllegalMove, match="yourself"):
        services.approve(census=census, seen=sha(school), by=head)
    assert not CensusVersion.objects.exists()


def test_two_people_also_in_the_database(school, child, senco, head):
    version = approved(school, senco, head)
    with pytest.raises(DatabaseError), transaction.atomic():
        CensusVersion.objects.create(
            census=version.census, number=2, handed_by=head, approved_by=head, schema=1,
            content="{}", sha256="",
        )  # fmt: skip


def test_errors_come_first(school, child, senco):
    child(upn="")
    assert state(school) == "errors"
    with pytest.raises(IllegalMove, match="1 error must be mended first"):
        handed(school, senco)
    assert not CensusDay.objects.exists()


def test_a_day_that_has_not_come_is_not_handed_in(school, senco):
    day = moment.today() + timedelta(days=1)
    with pytest.raises(IllegalMove, match="has not come yet"):
        services.hand_in(school=school, day=day, seen=sha(school, day), by=senco)


def test_what_changed_under_ones_eyes_is_not_handed_in(school, child, senco):
    seen = sha(school)
    child()
    with pytest.raises(IllegalMove, match="since you opened this page"):
        services.hand_in(school=school, day=DAY, seen=seen, by=senco)


def test_what_changed_since_it_was_handed_in_is_not_approved(school, child, senco, head):
    census = handed(school, senco)
    child()
    assert state(school) == "changed"
    with pytest.raises(IllegalMove, match="Something changed"):
        services.approve(census=census, seen=sha(school), by=head)


def test_the_head_approves_only_what_was_on_the_page(school, child, senco, head):
    before = sha(school)
    child()
    census = handed(school, senco)
    with pytest.raises(IllegalMove, match="Something changed"):
        services.approve(census=census, seen=before, by=head)


def test_the_school_s_own_facts_count_as_well(school, child, senco, head):
    census = handed(school, senco)
    type(school).objects.update(has_sen_unit=None)
    census.school.refresh_from_db()
    with pytest.raises(IllegalMove, match="Something changed"):
        services.approve(census=census, seen=sha(census.school), by=head)


def test_the_approval_rests_when_something_changes_and_the_version_stays(
    school, child, senco, head
):
    first = approved(school, senco, head)
    child()
    assert state(school) == "rests"
    second = approved(school, senco, head)
    first.refresh_from_db()
    assert (first.number, second.number, state(school)) == (1, 2, "approved")
    assert json.loads(first.content)["rows"] == [] != json.loads(second.content)["rows"]


def test_what_was_taken_back_is_approved_again_by_itself(school, child, senco, head):
    approved(school, senco, head)
    pupil = child()
    assert state(school) == "rests"
    type(pupil).objects.update(admitted_on=DAY + timedelta(days=1))
    assert state(school) == "approved"


def test_what_is_approved_does_not_move(school, senco, head):
    approved(school, senco, head)
    with pytest.raises(IllegalMove, match="approved already"):
        handed(school, senco)


def test_pressed_twice_it_is_handed_in_once(school, senco):
    assert handed(school, senco).version == handed(school, senco).version


@pytest.mark.parametrize("change", ["update", "delete"])
def test_a_version_cannot_change(school, senco, head, change):
    version = approved(school, senco, head)
    rows = CensusVersion.objects.filter(pk=version.pk)
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        rows.update(content="{}") if change == "update" else rows.delete()


def test_pressed_twice_it_is_approved_once(school, child, senco, head):
    child()
    first = approved(school, senco, head)
    again = services.approve(census=first.census, seen=sha(school), by=head)
    assert again == first and CensusVersion.objects.count() == 1
    child(1)
    with pytest.raises(IllegalMove, match="not been handed"):
        services.approve(census=first.census, seen=sha(school), by=head)
