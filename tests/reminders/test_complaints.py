"""What is due about complaints: an answer that was asked for, and a formal one left alone."""

from datetime import timedelta

import pytest

from accounts.permissions import Role
from pupils.complaints import services
from pupils.models import Pupil
from pupils.services import update_pupil
from reminders import owners
from reminders.complaints import ANSWER, QUIET, QUIET_DAYS
from reminders.models import Deadline
from reminders.recount import differences
from schools.models import ClassStaff
from tests.factories.complaints import Case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(db):
    return Case()


def test_whoever_is_asked_owes_the_answer_by_the_day_written(case):
    row = case.asks(case.complaint())
    [due] = case.due(ANSWER)
    assert (due.owner, due.due_on, due.object_id) == (case.teacher, row.answer_due_on, row.pk)
    assert differences(case.school.pk) == []

    services.answer(complaint=row, answer="I rang.", by=case.teacher)
    assert case.due(ANSWER) == [] and differences(case.school.pk) == []
    assert Deadline.objects.get(kind=ANSWER).state == "done"


@pytest.mark.parametrize("end", ["take back", "close"])
def test_a_question_that_is_not_needed_any_more_is_dropped(case, end):
    row = case.asks(case.complaint())
    if end == "close":
        case.closes(row)
    else:
        services.ask(complaint=row, asked_of=None, by=case.senco)
    assert Deadline.objects.get(kind=ANSWER).state == "dropped"
    assert differences(case.school.pk) == []


def test_who_does_not_teach_the_child_any_more_owes_nothing(case):
    case.asks(case.complaint())
    ClassStaff.objects.filter(user=case.teacher).update(until_on=case.ago(1))
    owners.hand_over(case.school.pk)
    [due] = case.due(ANSWER)
    assert (due.owner, due.owner_role) == (None, Role.SENCO)
    assert differences(case.school.pk) == []


def test_a_formal_one_is_not_left_alone_and_an_informal_one_may_be(case):
    case.complaint(made_on=case.ago(40))
    assert case.due(QUIET) == []
    row = case.complaint(way="formal", made_on=case.ago(40))
    [due] = case.due(QUIET)
    assert due.due_on == case.ago(40) + timedelta(days=QUIET_DAYS)
    assert due.owner_role == Role.SENCO

    case.steps(row, on=case.ago(3))
    assert [each.due_on for each in case.due(QUIET)] == [case.ago(3) + timedelta(days=QUIET_DAYS)]
    case.steps(row, on=case.ago(20))  # written down late: it moves nothing back
    assert [each.due_on for each in case.due(QUIET)] == [case.ago(3) + timedelta(days=QUIET_DAYS)]
    case.asks(row)
    assert [each.due_on for each in case.due(QUIET)] == [case.today + timedelta(days=QUIET_DAYS)]
    assert differences(case.school.pk) == []

    row = case.closes(row)
    assert case.due(QUIET) == [] and differences(case.school.pk) == []
    services.open_again(complaint=row, reason="They go on.", by=case.senco)
    assert len(case.due(QUIET)) == 1 and differences(case.school.pk) == []


def test_one_that_becomes_informal_is_due_no_more(case):
    row = case.complaint(way="formal")
    services.change(
        complaint=row, way="informal", about=row.about, made_on=row.made_on, made_by=row.made_by,
        by=case.senco,
    )  # fmt: skip
    assert Deadline.objects.get(kind=QUIET).state == "dropped"
    assert differences(case.school.pk) == []


def test_for_a_child_who_left_nothing_is_due_and_all_is_when_they_come_back(case):
    case.asks(case.complaint(way="formal"))
    leave(case, case.ago(1))
    assert case.due(ANSWER) == case.due(QUIET) == [] and differences(case.school.pk) == []
    leave(case, None)
    assert len(case.due(ANSWER)) == len(case.due(QUIET)) == 1
    assert differences(case.school.pk) == []


def leave(case, day):
    pupil = Pupil.objects.get(pk=case.pupil.pk)
    update_pupil(pupil=pupil, by=case.senco, version=pupil.version, left_on=day)
