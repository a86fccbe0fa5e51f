"""What was said and agreed at a meeting, on one page. It may be put right later."""

from datetime import date

from django.db import transaction

from provision.family_meetings import deadlines, states, terms
from provision.family_meetings.models import MeetingAction, ParentMeeting
from provision.family_meetings.services import planning
from provision.family_meetings.services.finding import (
    changes,
    locked,
    tell,
    withdraw_letters,
)
from pupils.wording import day_text
from reminders.deadlines import close_deadline
from sendcase import edits, moment
from sendcase.edits import IllegalMove

SAID = ("held_on", "came", "parents_words", "pupil_words", "notes", "next_on")
PARTS = ("what", "who", "owner", "due_on")
OVER = "The meeting has taken place."


@transaction.atomic
def record(*, meeting, version, by, actions, **said) -> ParentMeeting:
    """said: SAID; actions: rows of PARTS and `pk`, None for a new one; one without words is
    taken out. Plans the next meeting where a day is named and none is planned from then on.

    Raises Stale, IllegalMove.
    """
    row = locked(meeting, version)
    after = states.check(row, "record")
    refuse_day(row, said["held_on"], said["next_on"])
    detail = changes(row, {**said, "state": after})
    is_first = row.state != after
    edits.save(row, **said, state=after, recorded_by=by, recorded_at=moment.now())
    detail["actions"] = save_actions(row, actions, by)
    if is_first:
        withdraw_letters(row, OVER, by)
    plan_next(row, by)
    story = "Parent meeting" if is_first else ""
    return tell(row, "held" if is_first else "corrected", by, detail, story, on=row.held_on)


def refuse_day(row, held_on: date, next_on: date | None) -> None:
    if held_on > moment.today():
        raise IllegalMove(f"{day_text(held_on)} has not come yet. Record the meeting once it was.")
    if moment.today() - held_on > planning.FURTHEST:
        raise IllegalMove(f"{day_text(held_on)} is more than a year ago. Check the year.")
    if next_on and next_on <= held_on:
        raise IllegalMove("The next meeting comes after this one. Change one of the days.")
    if next_on and next_on != row.next_on:
        planning.refuse_day(row.school, next_on)


def save_actions(row, actions, by) -> list:
    """Add, change or take out those that are named; returns what changed, for the log."""
    there = {each.pk: each for each in row.actions.select_for_update().order_by("pk")}
    told: list = []
    for given in actions:
        old, new = there.get(given["pk"]), {name: given[name] for name in PARTS}
        if old is not None and not new["what"]:
            told.append(_take_out(old))
        elif old is not None:
            told += _put_right(old, new)
        elif given["pk"] is None and new["what"]:
            ids = {"school_id": row.school_id, "pupil": row.pupil}
            added = MeetingAction.objects.create(meeting=row, **ids, **new)
            deadlines.keep_action(added)
            told.append({"added": added.pk, "what": added.what})
    return told


def _put_right(action, new) -> list:
    changed = changes(action, new)
    if changed:
        edits.save(action, **new)
        deadlines.keep_action(action)
    return [{"changed": action.pk, **changed}] if changed else []


def _take_out(action) -> dict:
    close_deadline(deadlines.ACT, action, done=False)
    told = {"taken out": action.pk, "what": action.what, "who": action.who}
    action.delete()
    return told


def plan_next(row, by) -> None:
    """The next meeting, unless one is planned already for that part of the year, or later."""
    if row.next_on is None or row.next_on < moment.today():
        return
    span = terms.span_of(terms.of_school(row.school_id), row.next_on)
    since = span.starts_on if span else row.next_on
    coming = ParentMeeting.objects.open().filter(pupil=row.pupil_id, planned_on__gte=since)
    if not coming.exclude(pk=row.pk).exists():
        planning.plan(
            pupil=row.pupil, by=by, planned_on=row.next_on, led_by=row.led_by, place=row.place,
            minutes=row.minutes,
        )  # fmt: skip
