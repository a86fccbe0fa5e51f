"""Extra help: the library, groups that run, one that is coming, one that stopped early with its
promise left, one that was reviewed and is over, a proposal and a wish that wait.
"""

from datetime import time, timedelta

from demo.chapters.meetings import near
from provision.interventions import library, placing, reviewing, services, starting
from provision.models import Intervention, Programme
from pupils.models import Pupil
from sendcase import moment

MANY, SOME, FEW = 25, 10, 6  # at the bigger school, at one of full size, at a small demo
LONGEST, LATEST = 28, 6  # school days ago that they began
ROOMS = ("The Den", "Library corner", "Room 4", "Quiet room", "Hall", "")
GIVERS = ("Mrs Hall, speech therapist", "Mr Obi, learning mentor")
TIMES = (time(9, 15), time(10, 40), time(11, 30), None, time(13, 30))
STOPPED, OVER, COMING, UNGIVEN = 2, 3, 4, 5  # places in the row of groups
PROPOSED = {
    "name": "New words first", "about": "The words of next week’s lessons, before they are needed.",
    "minutes": 15, "times": 2, "places": 4, "work": "communication",
    "success_measure": "Uses 6 of 8 new words in the lesson.",
}  # fmt: skip


def tell(plot) -> list[dict]:
    groups = groups_of(plot)
    ago = min(LONGEST, len(plot.days))
    found = [{"step": "library", "ago": ago}]
    for place, numbers in enumerate(groups):
        began = max(min(ago - place, len(plot.days)), LATEST)
        found.append({"step": "run", "place": place, "ago": began, "children": numbers})
    return [*found, {"step": "propose", "children": waiting(plot)}]


def groups_of(plot) -> list[list[int]]:
    """Children on support who play no part elsewhere, three and one in turn, class by class."""
    busy = {child.number for child in plot.roles.values()}
    helped = [life.child for life in plot.lives if life.child.code and life.ended is None]
    free = sorted((c for c in helped if c.number not in busy), key=lambda c: (c.group, c.number))
    numbers = [child.number for child in free]
    big = plot.demo.size > 300
    most = FEW if plot.scale > 1 else MANY if big else SOME
    return [
        [numbers[(place * 2 + n) % len(numbers)] for n in range(min(1 + 2 * (place % 2), 3))]
        for place in range(most if numbers else 0)
    ]


def waiting(plot) -> list[int]:
    """Of the first teacher's class."""
    first = near(plot)[0]
    here = [child.number for child in plot.children if child.group == first and child.code == "K"]
    return here[-2:]


def write(teller, args) -> None:
    {"library": take_over, "run": run, "propose": propose}[args["step"]](teller, args)


def take_over(teller, args) -> None:
    with teller.on(args["ago"], 9):
        keys = [row["key"] for row in library.starter(teller.school)]
        library.take_over(school=teller.school, keys=keys, by=teller.senco)


def run(teller, args) -> None:
    """One group, from its start to where it stands today."""
    place, children = args["place"], args["children"]
    with teller.on(args["ago"]):
        row = begun(teller, place, len(children))
        pupils = Pupil.objects.filter(
            school=teller.school, left_on=None,
            admission_number__in=[teller.number(teller.plot.child(n)) for n in children],
        )  # fmt: skip
        placing.join(
            intervention=row, pupils=list(pupils.order_by("pk")), by=teller.senco,
            from_on=row.starts_on,
        )  # fmt: skip
    if place == STOPPED:
        stop(teller, row)
    elif place == OVER:
        look(teller, row)


def begun(teller, place, size) -> Intervention:
    rows = Programme.objects.filter(school=teller.school).order_by("sort_key", "pk")
    programme = rows[place * 5 % rows.count()]
    first, last = days(teller, place)
    days_a_week = min(programme.times, 5)
    kept = ("about", "area", "work", "wave", "minutes", "success_measure")
    facts = {name: getattr(programme, name) for name in kept} | {
        "name": programme.name if size == 1 else f"{programme.name}, group {place + 1}",
        "times": days_a_week, "places": max(programme.places, size), "starts_on": first,
        "ends_on": last, "room": ROOMS[place % len(ROOMS)], "agency": "",
    }  # fmt: skip
    at = TIMES[place % len(TIMES)]
    slots = [
        {"weekday": (place + 2 * n) % 5, "starts_at": at, "minutes": programme.minutes,
         "room": facts["room"]}
        for n in range(days_a_week)
    ]  # fmt: skip
    return starting.begin(
        school=teller.school, by=teller.senco, agreed=True, programme=programme, facts=facts,
        who=giver(teller, place), slots=slots,
    )  # fmt: skip


def days(teller, place) -> tuple:
    """First and last day: one begins in a fortnight, one ended four days ago."""
    today, plot = moment.today(), teller.plot
    if place == COMING:
        first = plot.ahead[min(9, len(plot.ahead) - 1)]
        return first, first + timedelta(weeks=8)
    if place == OVER:
        return today, max(plot.day(min(4, len(plot.days))), today)
    return today, plot.today + timedelta(days=40 + place)


def giver(teller, place) -> dict:
    if place == UNGIVEN:
        return {"user": None, "name": ""}
    if place % 4 == 3:
        return {"user": None, "name": GIVERS[place % len(GIVERS)]}
    return {"user": teller.staff["teacher" if place % 4 == 1 else "support"], "name": ""}


def stop(teller, row) -> None:
    with teller.on(3, 15):
        services.end(
            intervention=row, version=None, by=teller.senco, on=moment.today(),
            reason="Nobody can give it until the new colleague comes.",
        )  # fmt: skip


def look(teller, row) -> None:
    with teller.on(2, 15):
        reviewing.review(
            intervention=row, version=None, by=teller.senco, finding="go_on",
            words="Most came each time. The words they learnt stay; a second round is not needed.",
        )  # fmt: skip


def propose(teller, args) -> None:
    """The first teacher asks for something new, and for a place in what runs."""
    numbers = [teller.number(teller.plot.child(n)) for n in args["children"]]
    pupils = Pupil.objects.filter(
        school=teller.school, admission_number__in=numbers, left_on=None
    ).order_by("pk")
    if not pupils:
        return
    teacher = teller.holder(near(teller.plot)[0])
    with teller.on(2, 15):
        first = teller.plot.ahead[min(5, len(teller.plot.ahead) - 1)]
        row = services.start(
            school=teller.school, by=teacher, agreed=False, starts_on=first,
            ends_on=first + timedelta(weeks=8), area=teller.areas.get("ci"), **PROPOSED,
        )  # fmt: skip
        placing.wish(intervention=row, pupils=list(pupils), by=teacher,
                     why="Loses the thread when words are new.")  # fmt: skip
