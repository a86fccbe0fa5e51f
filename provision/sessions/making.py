"""Sessions follow from the timetable and the days the school is open: two weeks ahead, a year back.

What nobody ticked goes when its day falls away; what was ticked, or has a note, stays. May run
any number of times.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from audit import log
from provision.models import Intervention, Mark, Session, Slot
from provision.sessions import deadlines
from schools.calendar import after_summer, calendar_of
from schools.models import School
from sendcase import moment

AHEAD, BACK = timedelta(days=14), timedelta(days=366)
RUNS = (Intervention.State.AGREED, Intervention.State.ENDED)
DAY, WEEK = timedelta(days=1), timedelta(days=7)


def follow(interventions) -> None:
    """hooks.on_change: they, their timetable or their pupils changed. In that transaction."""
    follow_school(interventions[0].school_id, only={row.pk for row in interventions})


def follow_year(school_id: int, by) -> None:
    """schools.rhythm: terms or closures changed. In that transaction."""
    follow_school(school_id)


@transaction.atomic
def follow_school(school_id: int, only: set[int] | None = None) -> None:
    """Make what is missing, take away what fell away; then what is due for ticking."""
    days = open_days(school_id)
    runs = locked_runs(school_id, days[0], only)
    slots = by_intervention(Slot.objects.filter(intervention__in=runs))
    there = by_intervention(Session.objects.filter(intervention__in=runs, on__gte=days[0]))
    made, surplus = [], []
    for pk, run in runs.items():
        wanted = {(slot.pk, day): slot for slot in slots[pk] for day in slot_days(slot, run, days)}
        kept = {row.pk for row in there[pk] if stays(row, run, wanted, days[2])}
        covered = {(row.slot_id, row.planned_on or row.on) for row in there[pk] if row.pk in kept}
        made += [of_slot(slot, day, run) for (_, day), slot in wanted.items()
                 if (slot.pk, day) not in covered]  # fmt: skip
        surplus += [row.pk for row in there[pk] if row.pk not in kept]
    gone, left = drop(surplus)
    # A tick of one that was moved stands for its day of the timetable.
    there_still = {(row.slot_id, row.planned_on or row.on) for row in left}
    Session.objects.bulk_create(
        [row for row in made if (row.slot_id, row.on) not in there_still], batch_size=500
    )
    tell(gone, runs)
    deadlines.keep(school_id, runs)


def open_days(school_id: int) -> tuple[date, date, set[date]]:
    """The first and last day that sessions are made for, and the school days between."""
    first, last = moment.today() - BACK, moment.today() + AHEAD
    calendar = calendar_of(School.objects.get(pk=school_id))
    every = (first + DAY * n for n in range((last - first).days + 1))
    return first, last, {day for day in every if may_take_place(calendar, day)}


def may_take_place(calendar, day) -> bool:
    """A school day; where no terms are entered any weekday but those of the summer."""
    return calendar.may_be_open(day) and bool(calendar.terms or day == after_summer(day))


def locked_runs(school_id, first, only) -> dict[int, Intervention]:
    """Those whose days reach into ours, locked: two that follow at once wait for each other."""
    rows = Intervention.objects.select_for_update().filter(school=school_id)
    rows = (
        rows.filter(pk__in=only) if only else rows.filter(Q(ends_on=None) | Q(ends_on__gte=first))
    )
    return {row.pk: row for row in rows.order_by("pk")}


def by_intervention(rows) -> dict[int, list]:
    found = defaultdict(list)
    for row in rows.order_by("pk"):
        found[row.intervention_id].append(row)
    return found


def slot_days(slot, run, days) -> Iterator[date]:
    """The days on which this slot takes place. days: as open_days() has them."""
    first, last, is_open = days
    # Closed on the day it began: a timetable put right at once, not one of a single day.
    if run.state not in RUNS or slot.until_on == slot.from_on:
        return
    day = max(first, slot.from_on, run.starts_on)
    last = min(x for x in (last, slot.until_on, run.ends_on) if x)
    day += DAY * ((slot.weekday - day.weekday()) % 7)
    while day <= last:
        if day in is_open:
            yield day
        day += WEEK


def stays(row, run, wanted, is_open) -> bool:
    """Whether its day still stands: by the timetable, or chosen by hand."""
    if row.slot_id and (row.slot_id, row.planned_on or row.on) not in wanted:
        return False
    if row.slot_id and row.planned_on is None:
        return True
    runs = run.starts_on <= row.on and (run.ends_on is None or row.on <= run.ends_on)
    # Moved by hand, or outside the timetable: ahead of the two weeks nobody knows yet.
    ahead = row.on > moment.today() + AHEAD
    return run.state in RUNS and runs and (ahead or row.on in is_open)


def of_slot(slot, day, run) -> Session:
    return Session(
        school_id=run.school_id, intervention=run, slot=slot, on=day, starts_at=slot.starts_at,
        minutes=slot.minutes, room=slot.room or run.room,
    )  # fmt: skip


def drop(surplus: list[int]) -> tuple[list[Session], list[Session]]:
    """(gone, those that stay): a tick or a note is never lost. A tick that is being written holds
    the session: we look once it is there.
    """
    rows = list(Session.objects.select_for_update().filter(pk__in=surplus).order_by("pk"))
    said = Mark.objects.filter(session__in=surplus).exclude(outcome="")
    ticked = set(said.values_list("session", flat=True))
    gone = [row for row in rows if row.pk not in ticked and not row.note]
    numbers = [row.pk for row in gone]
    Mark.objects.filter(session__in=numbers).delete()  # taken back; the log has them
    Session.objects.filter(pk__in=numbers).delete()
    return gone, [row for row in rows if row.pk not in set(numbers)]


def tell(gone, runs) -> None:
    """What went, for the log; what is made is the timetable's and was told with it."""
    days = defaultdict(list)
    for row in gone:
        days[row.intervention_id].append(row.on.isoformat())
    for pk, went in days.items():
        run = runs[pk]
        log.record("session.fell_away", target=run, by=None, school_id=run.school_id,
                   detail={"days": went})  # fmt: skip
