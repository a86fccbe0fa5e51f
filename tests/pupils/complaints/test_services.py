"""A complaint: recorded, asked about, answered, closed, opened again. Nothing is rewritten."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from audit.models import Event
from pupils.complaints import services
from pupils.complaints.models import Complaint, ComplaintStep
from pupils.models import ChronologyEntry
from reminders.complaints import owner, recount_answers
from reminders.owners import SENCO, Owner
from reminders.recount import differences
from schools.models import ClassStaff
from sendcase.edits import IllegalMove, Stale

pytestmark = pytest.mark.django_db


def verbs(complaint):
    rows = Event.objects.filter(object_type="pupils.complaint", object_id=complaint.pk)
    return [row.verb.removeprefix("complaint.") for row in rows.order_by("pk")]


def test_each_step_of_its_life_leaves_one_event(case):
    row = case.complaint()
    services.change(
        complaint=row, way="formal", about="Nobody rang back, twice.", made_on=case.today,
        made_by="Ms Brightwater", by=case.senco,
    )  # fmt: skip
    case.asks(row)
    services.answer(complaint=row, answer="I rang on Monday.", by=case.teacher)
    case.steps(row, "mediation")
    case.closes(row)
    services.open_again(complaint=row, reason="The family asks for the panel.", by=case.head)
    assert verbs(row) == [
        "recorded", "changed", "asked", "answered", "step_added", "closed", "reopened"
    ]  # fmt: skip
    assert differences(case.school.pk) == []


def test_a_change_keeps_in_the_log_what_stood_there(case):
    row = case.complaint(about="Nobody rang back.")
    services.change(
        complaint=row, way=row.way, about="They rang late.", made_on=row.made_on,
        made_by=row.made_by, by=case.senco,
    )  # fmt: skip
    event = Event.objects.select_related("detail").get(verb="complaint.changed")
    assert event.detail.text == {"about": ["Nobody rang back.", "They rang late."]}


def test_two_people_do_not_overwrite_each_other(case):
    row = case.complaint()
    case.asks(row, version=row.version)
    with pytest.raises(Stale):
        services.change(
            complaint=row, way="formal", about="x", made_on=case.today, made_by="y",
            by=case.head, version=row.version,
        )  # fmt: skip


def test_opened_again_the_outcome_and_the_reason_are_a_step(case):
    row = case.closes(case.complaint(), outcome="We said sorry.")
    row = services.open_again(complaint=row, reason="It happened again.", by=case.senco)
    assert (row.closed_on, row.outcome) == (None, "")
    step = row.steps.get()
    assert (step.kind, step.words, step.outcome, step.was_closed_on, step.on) == (
        "reopened", "It happened again.", "We said sorry.", case.today, case.today
    )  # fmt: skip
    with pytest.raises(IllegalMove):
        services.open_again(complaint=row, reason="Again.", by=case.senco)


def test_a_closed_one_takes_nothing_more(case):
    row = case.asks(case.complaint())
    case.closes(row)
    for act in (
        lambda: case.steps(row),
        lambda: case.asks(row),
        lambda: case.closes(row),
        lambda: services.answer(complaint=row, answer="Late.", by=case.senco),
        lambda: services.change(complaint=row, way="formal", about="x", made_on=case.today,
                                made_by="y", by=case.senco),
    ):  # fmt: skip
        with pytest.raises(IllegalMove, match="closed"):
            act()


@pytest.mark.parametrize("change", [{"outcome": "Nothing."}, {"about": "Fine."},
                                    {"closed_on": None}, {"closed_on": None, "outcome": "",
                                                          "about": "Fine."}])  # fmt: skip
def test_the_database_keeps_a_closed_one(case, change):
    row = case.closes(case.complaint())
    with pytest.raises(DatabaseError), transaction.atomic():
        Complaint.objects.filter(pk=row.pk).update(**change)


def test_the_database_keeps_steps_answers_and_the_child(case):
    row = case.asks(case.complaint())
    services.answer(complaint=row, answer="I rang.", by=case.teacher)
    step = case.steps(row)
    other = type(case.pupil).objects.create(
        school=case.school, legal_first_name="B", legal_last_name="C", born_on="2016-01-01"
    )
    for act in (
        lambda: ComplaintStep.objects.filter(pk=step.pk).update(words="Nothing."),
        lambda: ComplaintStep.objects.filter(pk=step.pk).delete(),
        lambda: Complaint.objects.filter(pk=row.pk).update(answer="I forgot."),
        lambda: Complaint.objects.filter(pk=row.pk).update(pupil=other),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_an_answer_stays_as_a_step_when_somebody_else_is_asked(case):
    row = case.asks(case.complaint())
    services.answer(complaint=row, answer="I rang on Monday.", by=case.teacher)
    with pytest.raises(IllegalMove, match="stays"):
        services.answer(complaint=row, answer="No.", by=case.teacher)
    with pytest.raises(IllegalMove, match="stays"):
        services.ask(complaint=row, asked_of=None, by=case.senco)
    row = case.asks(row, case.head)
    assert (row.answer, row.answered_on, row.asked_of) == ("", None, case.head)
    step = row.steps.get()
    assert (step.kind, step.words, step.recorded_by) == (
        "answer", "I rang on Monday.", case.teacher
    )  # fmt: skip


def test_only_who_is_asked_answers_or_senco_and_head_for_them(case):
    row = case.complaint()
    with pytest.raises(IllegalMove, match="Nobody is asked"):
        services.answer(complaint=row, answer="x", by=case.senco)
    case.asks(row)
    with pytest.raises(PermissionDenied):
        services.answer(complaint=row, answer="x", by=case.other_teacher)
    ClassStaff.objects.filter(user=case.teacher).update(until_on=case.ago(1))
    with pytest.raises(PermissionDenied):
        services.answer(complaint=row, answer="x", by=case.teacher)
    row = services.answer(complaint=row, answer="He says he rang.", by=case.head)
    assert row.answered_by == case.head


def test_who_does_not_teach_the_child_is_not_asked(case):
    with pytest.raises(IllegalMove, match="does not teach Amina"):
        case.asks(case.complaint(), case.other_teacher)


def test_a_question_is_taken_back(case):
    row = case.asks(case.complaint())
    row = services.ask(complaint=row, asked_of=None, by=case.senco)
    assert (row.asked_of, row.asked_on, row.answer_due_on, row.asked_words) == (
        None, None, None, ""
    )  # fmt: skip
    with pytest.raises(IllegalMove, match="Nobody is asked"):
        services.ask(complaint=row, asked_of=None, by=case.senco)


def test_steps_that_the_services_write_are_not_written_by_people(case):
    for kind in ("reopened", "answer", "nonsense"):
        with pytest.raises(IllegalMove):
            case.steps(case.complaint(), kind)


def test_days_that_cannot_be_are_refused_with_both_days(case):
    tomorrow, row = case.today + timedelta(days=1), case.complaint(made_on=case.ago(3))
    case.steps(row, on=case.ago(1))
    changed = {"way": "formal", "about": "x", "made_by": "y", "by": case.senco}
    for act in (
        lambda: case.complaint(made_on=tomorrow),
        lambda: case.complaint(made_on=case.pupil.born_on - timedelta(days=1)),
        lambda: case.steps(row, on=tomorrow),
        lambda: case.steps(row, on=case.ago(4)),
        lambda: case.closes(row, closed_on=tomorrow),
        lambda: case.closes(row, closed_on=case.ago(4)),
        lambda: case.closes(row, closed_on=case.ago(2)),
        lambda: case.asks(row, due_on=case.ago(1)),
        lambda: case.asks(row, due_on=None),
        lambda: services.change(complaint=row, made_on=case.today, **changed),
    ):
        with pytest.raises(IllegalMove):
            act()


def test_the_story_says_that_and_never_what(case):
    row = case.asks(case.complaint(about="Planted words"), words="Planted words")
    services.answer(complaint=row, answer="Planted words", by=case.teacher)
    case.steps(row, words="Planted words", outcome="Planted words")
    row = case.closes(row, outcome="Planted words")
    services.open_again(complaint=row, reason="Planted words", by=case.senco)
    lines = ChronologyEntry.objects.filter(pupil=case.pupil)
    assert set(lines.values_list("needs", flat=True)) == {"complaint_view"}
    assert [line.summary for line in lines.order_by("pk")] == [
        "A complaint was recorded (informal)",
        "A colleague answered about a complaint",
        "About a complaint: the local authority was contacted",
        "A complaint was closed",
        "A complaint was opened again",
    ]


def test_the_recount_asks_as_much_for_one_question_as_for_eight(case, at_most):
    first = case.asks(case.complaint())
    with CaptureQueriesContext(connection) as one:
        recount_answers(case.school.pk)
    for _ in range(7):
        case.asks(case.complaint())
    with at_most(len(one)):
        found = recount_answers(case.school.pk)
    assert [row.owner for row in found] == [Owner(case.teacher.pk)] * 8
    ClassStaff.objects.filter(user=case.teacher).delete()
    assert {row.owner for row in recount_answers(case.school.pk)} == {SENCO}
    assert owner(first) == SENCO
