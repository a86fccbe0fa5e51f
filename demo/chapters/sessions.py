"""Ten weeks of three groups' sessions, ticked day by day; one adult has not for a while.

Those of the other interventions are ticked in bulk: rows as the services leave them, but no log.
"""

import random
import uuid
from datetime import datetime, time

from demo.chapters import interventions as interventions_told
from provision.interventions import services as interventions
from provision.models import Intervention, Mark, Place, Session
from provision.promised import services as promised
from provision.sessions import making, services
from sendcase import moment

BEGUN, AT_ONCE, AHEAD, EACH = 50, 5, 30, 5  # school days; children in a group
# who gives it, name, weekdays, clock, how many school days ago the ticks stop
GROUPS = (
    ("support", "Sounds together, the Den", (0, 2, 4), time(9, 15), 0),
    ("support2", "Lego talk, the Den", (1, 3), time(11, 5), 8),
    ("support3", "Number sense, the Den", (0, 1, 3), time(13, 30), 1),
)
MISSED = ("staff_needed", "staff_needed", "event", "no_room", "staff_away")
NOTES = ("Stopped at “igh”. Begin with the cards next time.", "Went well in pairs.")
NAMESPACE = uuid.UUID("5e55a0de-0000-4000-8000-000000000000")


def tell(plot) -> list[dict]:
    begun = min(BEGUN, len(plot.days))
    starts = [{"step": "begin", "group": n, "ago": begun} for n in range(len(GROUPS))]
    weeks = [{"step": "week", "group": n, "ago": ago}
             for ago in range(begun, 0, -AT_ONCE) for n in range(len(GROUPS))]  # fmt: skip
    others = [{"step": "other", "place": place}
              for place in range(len(interventions_told.groups_of(plot)))]  # fmt: skip
    return [*starts, *weeks, *others, {"step": "cover"}]


def write(teller, args) -> None:
    args = dict(args)
    {"begin": begin, "week": week, "other": other, "cover": cover}[args.pop("step")](teller, **args)


def members(plot, group: int, begun: int) -> list:
    """Children on support who were here by then: every third of them, the first five."""
    here = [life.child for life in plot.lives
            if life.ended is None and plot.group_of(life.child, plot.day(begun)) >= 0
            and life.entry >= begun]  # fmt: skip
    return here[group :: len(GROUPS)][:EACH]


def begin(teller, group, ago) -> None:
    who, name, weekdays, clock, _ = GROUPS[group]
    ends_on = teller.plot.ahead[min(AHEAD, len(teller.plot.ahead) - 1)]
    with teller.on(ago, 9):
        run = interventions.start(
            school=teller.school, by=teller.senco, name=name, starts_on=moment.today(),
            ends_on=ends_on, minutes=20, times=len(weekdays), places=EACH, room="The Den",
            work="learning" if group != 1 else "social",
        )  # fmt: skip
        slots = [{"weekday": day, "starts_at": clock, "minutes": 20, "room": ""}
                 for day in weekdays]  # fmt: skip
        by, first = teller.senco, run.starts_on
        interventions.set_timetable(intervention=run, by=by, from_on=first, slots=slots)
        interventions.add_staff(intervention=run, by=by, user=teller.staff[who], from_on=first)
        for child in members(teller.plot, group, ago):
            promised.place(
                intervention=run, pupil=teller.pupil(child), by=by, from_on=first
            )  # fmt: skip


def run_of(teller, group) -> Intervention:
    return Intervention.objects.get(school=teller.school, name=GROUPS[group][1])


def week(teller, group, ago) -> None:
    """Five school days of it, each ticked on its day by whoever gives it."""
    run, (who, *_, stops) = run_of(teller, group), GROUPS[group]
    places = list(Place.objects.filter(intervention=run).order_by("pk"))
    with teller.on(ago, 8):
        making.follow_school(teller.school.pk, only={run.pk})
    for day in range(ago, max(ago - AT_ONCE, stops), -1):
        with teller.on(day, 15):
            for session in Session.objects.filter(intervention=run, on=moment.today()):
                tick(session, places, teller.staff[who])


def tick(session, places, by) -> None:
    """Mostly all of them; now and then one is away, it is shorter, or it falls out."""
    dice = random.Random(f"sessions {session.intervention.name} {session.on}")  # noqa: S311
    luck, away = dice.random(), {p.pk for p in places if dice.random() < 0.07}
    if luck < 0.1:
        said = {"outcome": "missed", "reason": dice.choice(MISSED)}
    elif luck < 0.18:
        said = {"outcome": "short", "minutes": 10, "reason": "staff_needed"}
    else:
        said = {"outcome": "delivered"}
    absent = {"outcome": "missed", "reason": "child_away"}
    for numbers, how in (({p.pk for p in places} - away, said), (away, absent)):
        if numbers:
            number = uuid.uuid5(NAMESPACE, f"{session.pk} {how['outcome']}")
            services.tick(
                session=session, by=by, tick=number, seen=dict.fromkeys(numbers, 0), **how
            )
    if dice.random() < 0.1:
        row = Session.objects.get(pk=session.pk)
        services.note(session=row, version=row.version, by=by, text=dice.choice(NOTES))


def other(teller, place) -> None:
    """All sessions until yesterday of one of the interventions of the library."""
    of_library = Intervention.objects.filter(school=teller.school, programme__isnull=False)
    run = of_library.exclude(slots=None).order_by("pk")[place : place + 1].first()
    if run is None:
        return
    making.follow_school(teller.school.pk, only={run.pk})
    staff = run.staff.exclude(user=None).select_related("user").first()
    places = list(Place.objects.filter(intervention=run).order_by("pk"))
    sessions = Session.objects.filter(intervention=run, on__lt=moment.today(), marks=None)
    Mark.objects.bulk_create(
        in_bulk(session, place, staff.user if staff else teller.senco)
        for session in sessions.order_by("on", "pk")
        for place in places
        if place.from_on <= session.on and (place.until_on is None or session.on <= place.until_on)
    )
    making.follow_school(teller.school.pk, only={run.pk})


def in_bulk(session, place, by) -> Mark:
    """Mostly it took place."""
    dice = random.Random(f"other {session.on} {place.promise.what} {place.pk % 7}")  # noqa: S311
    missed = dice.random() < 0.12
    return Mark(
        school_id=session.school_id, session=session, place=place, pupil_id=place.pupil_id,
        outcome="missed" if missed else "delivered", minutes=0 if missed else session.minutes,
        reason=dice.choice(MISSED) if missed else "", marked_by=by,
        marked_at=datetime.combine(session.on, time(15), moment.LONDON),
    )  # fmt: skip


def cover(teller) -> None:
    """Somebody covers the next session of the first group."""
    coming = Session.objects.filter(intervention=run_of(teller, 0), on__gte=moment.today())
    if row := coming.order_by("on").first():
        services.cover(
            session=row, version=row.version, by=teller.senco, person=teller.staff["support2"]
        )
