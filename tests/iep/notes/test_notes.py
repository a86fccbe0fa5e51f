"""A note is added and stays; it can be withdrawn once, and the database says the same."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from accounts.permissions import Role
from audit.models import Event
from iep import services as plans
from iep.dates import words
from iep.models import Target
from iep.notes import services
from iep.notes.models import PlanNote
from iep.reviews import beside
from iep.reviews.beside import Line
from pupils.models import ChronologyEntry
from sendcase import edits, moment
from tests.factories.iep import PlanFactory, reviewed_plan
from tests.factories.people import member
from tests.factories.pupils import PupilFactory
from tests.factories.schools import ClassGroupFactory, hold_class

pytestmark = pytest.mark.django_db


def add(plan, by, text="Read 24 of 45.", **fields):
    return services.add_note(plan=plan, by=by, text=text, **fields)


def test_a_note_has_its_day_its_author_its_log_and_its_line_in_the_story(shared, helper):
    target = shared.targets.first()

    note = add(shared, helper, target=target.pk)

    assert (note.on, note.author, note.target) == (moment.today(), helper, target)
    event = Event.objects.get(verb="plannote.added")
    assert (event.actor_id, event.pupil_id) == (helper.pk, shared.pupil_id)
    line = ChronologyEntry.objects.get(needs="plan_note_view")
    assert line.summary == f"Note on the {shared.kind.short_name}"
    for told in (event.detail.text, line.summary):
        assert "Read 24" not in str(told)


@pytest.mark.parametrize("days", [1, -21])
def test_the_day_lies_between_the_start_of_the_plan_and_today(shared, helper, days):
    with pytest.raises(edits.IllegalMove, match="Change the day"):
        add(shared, helper, on=moment.today() + timedelta(days=days))
    add(shared, helper, on=shared.starts_on)


def test_a_plan_that_begins_later_takes_notes_of_today(case):
    plan = PlanFactory(pupil=case.pupil, starts_on=moment.today() + timedelta(days=9))
    assert add(plan, case.teacher).on == moment.today()


def test_notes_go_on_every_plan_in_use_and_on_none_that_ended(case, shared, helper):
    add(plans.revise(plan=shared, by=case.senco), helper)
    add(PlanFactory(pupil=PupilFactory(school=case.school)), case.senco)
    shared.refresh_from_db()
    closed = plans.close(plan=shared, by=case.senco, reason="Over")
    with pytest.raises(edits.IllegalMove, match="ended"):
        add(closed, helper)


def test_the_target_is_one_of_this_plan(case, shared, helper):
    other = PlanFactory(pupil=PupilFactory(school=case.school)).targets.first()
    with pytest.raises(Target.DoesNotExist):
        add(shared, helper, target=other.pk)
    assert not PlanNote.objects.exists()


def test_its_author_or_the_senco_withdraws_it_once_with_a_reason(case, shared, helper):
    mine, hers = add(shared, helper), add(shared, helper)
    with pytest.raises(PermissionDenied):
        services.withdraw(note=mine, by=case.teacher, reason="I would say it otherwise.")

    services.withdraw(note=mine, by=helper, reason="Written about the wrong child.")
    services.withdraw(note=hers, by=case.senco, reason="Names another child.")

    mine.refresh_from_db()
    assert (mine.withdrawn_by, mine.text) == (helper, "Read 24 of 45.")
    with pytest.raises(edits.IllegalMove, match="already"):
        services.withdraw(note=mine, by=helper, reason="Again")
    assert Event.objects.filter(verb="plannote.withdrawn").count() == 2


def rewritten(note, sql, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE iep_plannote SET {sql} WHERE id = %s", [*values, note.pk])


TAKEN_BACK = "withdrawn_at = written_at, withdrawn_by_id = author_id, withdrawn_reason = 'Wrong'"
KEPT = [f.column for f in PlanNote._meta.concrete_fields
        if not f.name.startswith("withdrawn") and f.name != "version"]  # fmt: skip


def changed(column) -> str:
    """SQL of another value that the column would take."""
    kind = PlanNote._meta.get_field(column.removesuffix("_id")).get_internal_type()
    if column == "target_id":
        return '"target_id" = NULL'
    if kind in {"ForeignKey", "BigAutoField"}:
        return f'"{column}" = "{column}" + 1000000'
    days = {"DateField": "'2020-01-01'", "DateTimeField": "'2020-01-01 10:00:00'"}
    other = {"UUIDField": "'11111111111111111111111111111111'"} | days
    return f'"{column}" = {other.get(kind, "chr(65)" if connection.vendor != "sqlite" else "1")}'


@pytest.mark.parametrize("column", KEPT)
def test_the_database_lets_no_word_of_a_note_change(shared, helper, column):
    note = add(shared, helper, target=shared.targets.first().pk)
    for sql in (changed(column), f"{TAKEN_BACK}, {changed(column)}"):
        with pytest.raises(IntegrityError, match="frozen"):
            rewritten(note, sql)


def test_the_database_lets_a_note_be_withdrawn_once_and_never_deleted(shared, helper):
    note = add(shared, helper)
    with pytest.raises(IntegrityError, match="frozen"):
        rewritten(note, "version = 9")
    rewritten(note, TAKEN_BACK)
    for sql in ("withdrawn_at = NULL, withdrawn_by_id = NULL, withdrawn_reason = ''",
                "withdrawn_reason = 'Other'", "version = 9"):  # fmt: skip
        with pytest.raises(IntegrityError, match="frozen"):
            rewritten(note, sql)
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        note.delete()


def test_a_withdrawal_says_who_when_and_why(shared, helper):
    with pytest.raises(IntegrityError, match="withdrawn_plan_notes_say_who_and_why"):
        rewritten(add(shared, helper), "withdrawn_at = written_at")


def test_who_reads_whose_notes(case, shared, helper, head, guest):
    hers, own = add(shared, helper), add(shared, guest)
    other = member(case.school, Role.TEACHER)
    hold_class(other, ClassGroupFactory(school=case.school))
    read = {
        person: set(PlanNote.objects.visible_to(person))
        for person in (case.senco, case.teacher, head, helper, guest, other,
                       member(case.school, Role.OFFICE), member(case.school, Role.SUPPORT))
    }  # fmt: skip
    everybody = {case.senco, case.teacher, head, helper}
    assert {person for person, notes in read.items() if notes == {hers, own}} == everybody
    assert read[guest] == {own}
    assert sum(len(notes) for notes in read.values()) == 9


def test_a_teacher_of_yesterday_reads_not_even_their_own(case, shared):
    was = member(case.school, Role.TEACHER)
    place = hold_class(was, case.klass)
    add(shared, was)
    place.until_on = moment.today() - timedelta(days=1)
    place.save()
    assert not PlanNote.objects.visible_to(was).exists()


def test_for_the_review_they_stand_by_target_without_the_withdrawn(case, shared, helper):
    first, second, third = shared.targets.all()
    add(shared, helper, "Earlier", target=first.pk, on=moment.today() - timedelta(days=3))
    add(shared, case.teacher, "Later", target=first.pk)
    add(shared, helper, "Of the plan")
    add(shared, helper, "Of one taken out", target=third.pk)
    services.withdraw(note=add(shared, helper, target=second.pk), by=helper, reason="Wrong")
    Target.objects.filter(pk=third.pk).update(removed_at=moment.now())

    found = beside.lines(case.senco, shared)

    assert set(found) == {first.pk, None}
    assert found[first.pk] == [
        Line("Later", "Ms T. Archer", words(moment.today())),
        Line("Earlier", "Mrs D. Lamb", words(moment.today() - timedelta(days=3))),
    ]
    assert {note.text for note in found[None]} == {"Of the plan", "Of one taken out"}


def test_a_reviewed_plan_takes_notes_until_the_next_one_replaces_it(case, helper, no_printing):
    plan = reviewed_plan(case.pupil, by=case.senco)
    assert add(plan, helper).plan == plan
