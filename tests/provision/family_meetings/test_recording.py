"""What was said and agreed, what is due from it, and notes that stay."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from provision.family_meetings import deadlines, services
from provision.models import MeetingNote, ParentMeeting
from pupils.models import ChronologyEntry
from reminders.models import Deadline
from reminders.owners import hand_over
from sendcase.edits import IllegalMove, Stale
from tests.factories.schools import hold_class
from tests.provision.family_meetings.conftest import SAID, TODAY, act, differing, hold, on, owed

SOON = date(2026, 12, 8)


def test_a_meeting_that_was_held_stands_in_the_childs_story(place, planned):
    row = hold(planned, place.teacher, parents_words="She likes the cards.")
    line = ChronologyEntry.objects.get(url=row.get_absolute_url())
    assert (line.on, line.needs, line.summary) == (TODAY, "parent_meeting_view", "Parent meeting")
    hold(row, place.teacher, parents_words="She likes the word cards.")
    assert ChronologyEntry.objects.filter(url=row.get_absolute_url()).count() == 1


def test_a_letter_still_unanswered_asks_nobody_any_more(place, planned, monkeypatch):
    [letter] = services.prepare_letters(meeting=planned, by=place.teacher)
    hold(planned, place.teacher)
    letter.refresh_from_db()
    assert letter.state == "withdrawn"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"held_on": TODAY + timedelta(days=1)}, "has not come yet"),
        ({"held_on": date(2024, 11, 24)}, "more than a year ago"),
        ({"next_on": TODAY}, "comes after this one"),
        ({"next_on": date(2026, 12, 25)}, "closed"),
    ],
)
def test_days_that_cannot_be_are_refused(place, planned, said, why):
    with pytest.raises(IllegalMove, match=why):
        hold(planned, place.teacher, **said)


def test_the_next_meeting_is_planned_once(place, planned):
    row = hold(planned, place.teacher, next_on=date(2027, 1, 12))
    hold(row, place.teacher, next_on=date(2027, 1, 12))
    coming = ParentMeeting.objects.open().get()
    assert (coming.planned_on, coming.led_by) == (date(2027, 1, 12), place.teacher)


def test_what_was_agreed_is_due_for_whoever_promised_it(place, planned):
    hold(planned, place.teacher, [
        act(owner=place.support, who="Ms Lee", due_on=SOON),
        act("Read each evening", "The family", due_on=SOON),
        act("Think of a hobby", "Amina"),
    ])  # fmt: skip
    first, second = owed(deadlines.ACT)
    assert (first.owner, first.is_waiting, first.due_on) == (place.support, False, SOON)
    assert (second.owner, second.is_waiting) == (place.teacher, True)
    assert differing(place) == []


def test_actions_are_put_right_added_and_taken_out(place, planned):
    row = hold(planned, place.teacher, [act(due_on=SOON), act("Ring home", due_on=SOON)])
    first, second = row.actions.order_by("pk")
    hold(row, place.teacher, [
        act(pk=first.pk, what="Word cards, daily", due_on=SOON + timedelta(days=1)),
        act(pk=second.pk, what=""),
        act("Sit near the front", due_on=SOON),
    ])  # fmt: skip
    assert [each.what for each in row.actions.order_by("pk")] == [
        "Word cards, daily", "Sit near the front"
    ]  # fmt: skip
    assert [each.due_on for each in owed(deadlines.ACT)] == [SOON + timedelta(days=1), SOON]
    assert Deadline.objects.get(object_id=second.pk, kind=deadlines.ACT).state == "dropped"
    assert differing(place) == []


def test_who_saves_an_older_page_takes_out_nobodys_action(place, planned):
    row = hold(planned, place.teacher)
    hold(row, place.senco, [act("Ring home")])
    with pytest.raises(Stale):
        services.record(meeting=row, version=row.version, by=place.teacher, actions=[], **SAID)
    hold(row, place.teacher, [act("Word cards")])  # with the newest text seen
    assert row.actions.count() == 2


def test_whoever_promised_it_says_that_it_is_done(place, planned):
    row = hold(planned, place.teacher, [
        act(owner=place.support, who="Ms Lee", due_on=SOON), act("Ring home", due_on=SOON)
    ])  # fmt: skip
    mine, other = row.actions.order_by("pk")
    services.done(action=mine, version=1, done_on=TODAY, done_words="Made.", by=place.support)
    assert [each.object_id for each in owed(deadlines.ACT)] == [other.pk]
    assert Deadline.objects.get(object_id=mine.pk, kind=deadlines.ACT).state == "done"
    with pytest.raises(PermissionDenied):
        services.done(action=other, version=1, done_on=TODAY, done_words="", by=place.support)
    with pytest.raises(IllegalMove, match="already"):
        services.done(action=mine, version=2, done_on=TODAY, done_words="", by=place.senco)


def test_what_a_teacher_promised_falls_to_the_next_teacher(place, planned):
    hold(planned, place.teacher, [act(owner=place.teacher, due_on=SOON)])
    held = place.willow.staff.get()
    held.until_on = TODAY
    held.save()
    hold_class(place.senco, place.willow, from_on=TODAY + timedelta(days=1))
    with on(TODAY + timedelta(days=1)):
        hand_over(place.school.pk)
        assert [each.owner for each in owed(deadlines.ACT)] == [place.senco]
        assert differing(place) == []


def test_a_note_is_added_and_never_changed(place, planned):
    note = services.add_note(meeting=planned, text="He told me of it.", by=place.support)
    for change in (
        lambda: MeetingNote.objects.filter(pk=note.pk).update(text="Otherwise"),
        lambda: note.delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert MeetingNote.objects.get().text == "He told me of it."
