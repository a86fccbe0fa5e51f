"""Sessions of extra help: a timetable, ticks, and looks at what slips. Hands as in hands.py."""

import uuid
from datetime import time

from provision.interventions import services
from provision.ledger.services import look
from provision.models import Mark, Place, Promise, Session
from provision.sessions.ticking import tick
from tests.reminders.year.hands import does
from tests.reminders.year.runs import MINUTES, WEEKDAYS, Run


def joined(sim, row, pupil, first, *, is_timed: bool) -> None:
    """The child has a place from that day; is_timed: somebody gives it, at times of the week."""
    place = Place.objects.get(intervention=row, pupil=pupil)
    run = Run(pupil.pk, place.promise_id, first, row.ends_on)
    if is_timed:
        run.adult, run.habit = sim.teacher(pupil), sim.chance.choice([0, 0.6, 0.97])
        services.add_staff(intervention=row, by=sim.here.senco, from_on=first, user=run.adult)
        slots = [{"weekday": day, "starts_at": time(9, 30), "minutes": MINUTES, "room": ""}
                 for day in WEEKDAYS]  # fmt: skip
        services.set_timetable(intervention=row, by=sim.here.senco, from_on=first, slots=slots)
    sim.runs.all[row.pk] = run


def day_by_day(sim) -> None:
    """What took place today is ticked today, or left. Some groups are ticked by nobody."""
    for number, run in sim.runs.all.items():
        if sim.today in run.waiting(sim.today) and sim.chance.random() < run.habit:
            say(sim, number, sim.today)


def say(sim, number, day) -> None:
    """It took place, in part or not at all."""
    run = sim.runs.all[number]
    way = sim.chance.choice(["delivered", "delivered", "delivered", "short", "missed"])
    gives = run.last is None or sim.today <= run.last
    by = run.adult if gives and run.owner(sim.today) else sim.here.senco
    place = Place.objects.get(intervention=number, pupil=run.pupil)
    tick(
        session=Session.objects.get(intervention=number, on=day), seen={place.pk: 0}, by=by,
        outcome=way, tick=uuid.UUID(int=sim.chance.getrandbits(128)),
        minutes=8 if way == "short" else 0,
        reason="" if way == "delivered" else Mark.Reason.values[0],
    )  # fmt: skip
    run.ticked[day] = {"delivered": MINUTES, "short": 8, "missed": 0}[way]


@does("tick-sessions")
def tick_all(sim, number) -> None:
    """All that waits; or just the oldest, so that the next one is due."""
    waiting = sim.runs.all[number].waiting(sim.today)
    if sim.chance.random() < 0.3:
        waiting = waiting[:1]
    for day in waiting:
        say(sim, number, day)


def look_through(sim) -> None:
    """On a Monday the SENCO looks at some promises that slip."""
    for run in sim.runs.all.values():
        found = run.slip(sim.today)
        if found and not found[3] and sim.chance.random() < 0.5:
            look(promise=Promise.objects.get(pk=run.promise), by=sim.here.senco, because="Ill.")
            run.looked = sim.today


def goes_on(sim, number, last) -> None:
    """The group has another last day."""
    if run := sim.runs.all.get(number):
        run.last = last


def stops(sim, number, last) -> None:
    if run := sim.runs.all.get(number):
        run.stopped = last if run.stopped is None else run.stopped
