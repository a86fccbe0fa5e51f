from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.permissions import Role
from reminders.deadlines import close_deadline, open_deadline
from reminders.kinds import Expected
from reminders.models import Deadline
from reminders.recount import differences
from schools.models import ClassStaff
from sendcase import moment
from tests.factories.people import member
from tests.factories.pupils import PupilFactory

pytestmark = pytest.mark.django_db


def test_opening_twice_moves_the_one_that_is_open(due, pupil):
    first, second = due(3, target=pupil), due(9, target=pupil)
    assert first.pk == second.pk
    assert Deadline.objects.get().due_on == moment.today() + timedelta(days=9)


def test_a_move_counts_the_version_up_and_the_same_again_does_not(due, pupil):
    """Whoever gives it away or puts it off is told that it moved meanwhile, and calendars know."""
    row = due(3, target=pupil)
    due(3, target=pupil)
    row.refresh_from_db()
    assert row.version == 1
    due(9, target=pupil)
    row.refresh_from_db()
    assert row.version == 2


@pytest.mark.parametrize("times", [1, 2])
def test_one_opened_and_closed_by_others_between_two_questions_is_opened(
    due, pupil, monkeypatch, times
):
    real, tried = Deadline.objects.create, []

    def meets_another(**fields):
        tried.append(fields)
        if len(tried) <= times:
            raise IntegrityError("one_open_deadline_per_obligation")
        return real(**fields)

    monkeypatch.setattr(Deadline.objects, "create", meets_another)
    assert due(3, target=pupil).state == "open"


def test_what_no_table_takes_is_no_race(pupil, kind):
    with pytest.raises(IntegrityError, match="deadline_has_an_owner"):
        open_deadline(kind.key, pupil, school_id=pupil.school_id, due_on=moment.today(), rule="x")


def test_the_database_refuses_a_second_open_one(due, pupil):
    row = due(3, target=pupil)
    row.pk, row.uid = None, "7d6f6f3e-0000-4000-8000-000000000001"
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_closing_says_whether_there_was_one(due, pupil, kind):
    due(3, target=pupil)
    assert close_deadline(kind.key, pupil) is True
    assert close_deadline(kind.key, pupil) is False
    assert Deadline.objects.get().closed_at is not None


def test_a_closed_one_can_come_again(due, pupil, kind):
    due(3, target=pupil)
    close_deadline(kind.key, pupil, done=False)
    due(5, target=pupil)
    assert sorted(Deadline.objects.values_list("state", flat=True)) == ["dropped", "open"]


def test_an_unknown_kind_is_refused(pupil):
    with pytest.raises(LookupError, match="no-such-kind"):
        open_deadline(
            "no-such-kind", pupil, school_id=pupil.school_id, due_on=moment.today(),
            rule="", owner_role=Role.SENCO,
        )  # fmt: skip


def test_a_teacher_who_gave_the_class_away_no_longer_sees_the_deadline(due, teacher):
    row = due(1, owner=teacher)
    assert list(Deadline.objects.mine(teacher)) == [row]
    ClassStaff.objects.update(until_on=moment.today() - timedelta(days=1))
    assert list(Deadline.objects.mine(teacher)) == []


def test_a_role_s_deadline_belongs_to_those_who_hold_it_at_that_school(due, senco, teacher):
    row = due(1)
    stranger = member(PupilFactory().school, Role.SENCO)
    assert list(Deadline.objects.mine(senco)) == [row]
    assert not Deadline.objects.visible_to(teacher).exists()
    assert not Deadline.objects.visible_to(stranger).exists()


def test_a_head_sees_everybody_s(due, school, teacher):
    row = due(1, owner=teacher)
    head = member(school, Role.HEAD)
    assert list(Deadline.objects.visible_to(head)) == [row]
    assert not Deadline.objects.mine(head).exists()


def test_a_recount_names_what_is_missing_too_many_and_misdated(due, pupil, kind, monkeypatch):
    row = due(3, target=pupil)
    missing = Expected(999_999, pupil.school_id, row.due_on)
    late = Expected(pupil.pk, pupil.school_id, row.due_on + timedelta(days=1))
    object.__setattr__(kind, "recount", lambda school_id: [missing, late])
    found = differences(pupil.school_id)
    assert len(found) == 2
    assert any("999999: the table says nothing" in line for line in found)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"rule": "Another rule."}, ", because: Another rule."),
        ({"is_legal": True}, ", by law"),
        ({"is_waiting": True}, ", waiting for others"),
    ],
)
def test_a_recount_compares_what_else_the_records_say(due, pupil, kind, changed, said):
    row = due(3, target=pupil)
    facts = {"rule": row.rule, "is_legal": False, "is_waiting": False}
    wanted = Expected(pupil.pk, pupil.school_id, row.due_on, **facts)
    object.__setattr__(kind, "recount", lambda school_id: [wanted])
    assert differences(pupil.school_id) == []
    Deadline.objects.filter(pk=row.pk).update(**changed)
    [line] = differences(pupil.school_id)
    assert f"the table says {row.due_on}{said}, the records say {row.due_on}, " in line
    silent = Expected(pupil.pk, pupil.school_id, row.due_on)
    object.__setattr__(kind, "recount", lambda school_id: [silent])
    assert differences(pupil.school_id) == []
