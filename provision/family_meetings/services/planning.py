"""A day, a time and a place for a family: one, or many at once; another day; no meeting at all."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db import transaction

from accounts.models import User
from provision.family_meetings import states
from provision.family_meetings.models import ParentMeeting
from provision.family_meetings.services.finding import (
    changes,
    locked,
    tell,
    withdraw_letters,
)
from pupils.leaving import has_gone
from pupils.models import Pupil
from pupils.wording import day_text
from schools.calendar import calendar_of
from schools.models import School
from sendcase import edits, moment
from sendcase.edits import IllegalMove

FURTHEST = timedelta(days=400)
THE_DAY = ("planned_on", "starts_at", "place")  # what an invitation says


@transaction.atomic
def plan(*, pupil, by, planned_on, led_by, starts_at=None, minutes=20, place="", others=""):
    """One meeting. A past day is for one that took place without having been planned.

    minutes: how long. Raises IllegalMove where the day cannot be or the person meets another
    family then.
    """
    pupil = edits.locked(Pupil, pupil.pk)
    if has_gone(pupil.left_on):
        raise IllegalMove(f"{pupil.first_name} has left the school.")
    refuse_day(pupil.school, planned_on)
    refuse_two_at_once(led_by, planned_on, starts_at, minutes)
    row = ParentMeeting.objects.create(
        school_id=pupil.school_id, pupil=pupil, planned_on=planned_on, led_by=led_by,
        starts_at=starts_at, minutes=minutes, place=place, others=others, planned_by=by,
    )  # fmt: skip
    detail = {"planned_on": [None, planned_on], "led_by": [None, led_by.pk]}
    return tell(row, "planned", by, detail)


@transaction.atomic
def plan_many(*, rows: Iterable[dict], by) -> list[ParentMeeting]:
    """All of them or none. rows: the arguments of plan(). Raises IllegalMove with the child's name.

    Children are locked in the order of their numbers, as everywhere.
    """
    made = []
    for row in sorted(rows, key=lambda each: each["pupil"].pk):
        try:
            made.append(plan(by=by, **row))
        except IllegalMove as refused:
            raise IllegalMove(f"{row['pupil'].name}: {refused}") from refused
    return made


@transaction.atomic
def change(*, meeting, version, by, **booking) -> ParentMeeting:
    """booking: planned_on, starts_at, minutes, place, led_by, others. Another day, time or place
    asks for a new invitation: letters that wait are withdrawn. Raises Stale, IllegalMove.
    """
    row = locked(meeting, version)
    detail = changes(row, booking)
    after = states.check(row, "change the day")
    if "planned_on" in detail:
        refuse_day(row.school, booking["planned_on"])
    refuse_two_at_once(
        booking["led_by"], booking["planned_on"], booking["starts_at"], booking["minutes"], row
    )
    moved = [name for name in THE_DAY if name in detail]
    uninvited = {"state": after, "invited_on": None, "invited_how": "", "answer": "",
                 "answer_words": "", "invited_young_person": False}  # fmt: skip
    if moved:
        row.contacts.clear()
        withdraw_letters(row, "The meeting has another day, time or place.", by)
    edits.save(row, **booking, **(uninvited if moved else {}))
    return tell(row, "changed", by, detail)


@transaction.atomic
def end(*, meeting, version, step, why_not, by) -> ParentMeeting:
    """step: "not held" or "cancel". Letters that wait for an answer are withdrawn.

    Raises Stale, IllegalMove.
    """
    row = locked(meeting, version)
    after = states.check(row, step)
    if step == "not held" and row.planned_on > moment.today():
        raise IllegalMove(f"It is planned for {day_text(row.planned_on)}: cancel it instead.")
    before = row.state
    withdraw_letters(row, "The meeting does not take place on this day.", by)
    edits.save(row, state=after, why_not=why_not)
    detail = {"state": [before, after], "why_not": ["", why_not]}
    story = "Parent meeting did not take place" if step == "not held" else ""
    return tell(row, after, by, detail, story, on=row.planned_on if story else None)


def refuse_day(school: School, day: date) -> None:
    """A coming day must be one on which the school is open, and within thirteen months."""
    today = moment.today()
    if abs(day - today) > FURTHEST:
        raise IllegalMove(f"{day_text(day)} is more than a year away. Check the year.")
    if day >= today and not calendar_of(school).is_open(day):
        raise IllegalMove(f"The school is closed on {day_text(day)}. Choose another day.")


def refuse_two_at_once(person, day: date, starts_at: time | None, minutes: int, but=None) -> None:
    """Nobody meets two families at one time. Locks the person, so that two who plan see each other.

    but: the meeting that is moved.
    """
    if starts_at is None:
        return
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    others = ParentMeeting.objects.open().filter(led_by=person, planned_on=day)
    if but is not None:
        others = others.exclude(pk=but.pk)
    for taken, long in others.exclude(starts_at=None).values_list("starts_at", "minutes"):
        if overlap((starts_at, minutes), (taken, long)):
            raise IllegalMove(
                f"{person.name} meets another family at {taken:%H:%M} on {day_text(day)}. "
                "Choose another time."
            )


def overlap(one: tuple[time, int], other: tuple[time, int]) -> bool:
    """Whether two times of one day, each with its minutes, touch."""
    (first, long), (second, as_long) = (
        (datetime.combine(date.min, start), timedelta(minutes=minutes))
        for start, minutes in (one, other)
    )
    return first < second + as_long and second < first + long
