"""Progress meetings, where the policy asks for them: the last half-term's of some classes, this
one's finished for a few, open for one. One concern waits for the first teacher.
"""

from demo.calendar import calendar, first_year
from pupils.models import Pupil
from referrals.meetings import deadlines, services
from referrals.meetings.models import ProgressMeeting, ProgressRow
from sendcase import moment

PERIODS = {"staged_response": "half_terms", "three_tiers": "terms"}  # by the starter policy
LAST, NOW = 4, 3  # classes that have met
CONCERN_AT, WATCH_AT = (7, 21), (3, 12, 25)  # of the children without support, by the register
CONCERN = {
    "judgement": "concern", "note": "Reading has not moved since the last test, with the same help "
    "as everybody.", "action": "Small group, three times a week", "action_by": "class teacher",
}  # fmt: skip
WATCH = {
    "judgement": "watch", "note": "Tired in the afternoons; writes little.",
    "action": "Seat near the front", "action_by": "class teacher",
}  # fmt: skip
SAME = {"judgement": "same", "note": "", "action": "", "action_by": ""}
SUPPORTED = SAME | {"note": "The plan goes on as it is."}
DECIDED = "Talked with the family: the group goes on, and we look again at the next meeting."


def tell(plot) -> list[dict]:
    if plot.demo.preset not in PERIODS:
        return []
    places = near(plot)
    found = [{"step": "hold", "place": place, "ago": ago} for place, ago in last_ones(plot, places)]
    now = [(place, min(3 + 2 * n, in_period(plot))) for n, place in enumerate(places[:NOW])]
    if len(places) > NOW:
        found += [{"step": "begin", "place": places[NOW]}]
    else:
        found += [{"step": "begin", "place": now.pop()[0]}]
    found += [{"step": "hold", "place": place, "ago": ago} for place, ago in reversed(now)]
    return [*found, {"step": "due"}]


def near(plot) -> list[int]:
    """Classes with children, the first teacher's before others."""
    middle = len(plot.demo.classes) // 2
    return sorted({child.group for child in plot.children}, key=lambda n: (abs(n - middle), n))


def spans(plot) -> list:
    """The period of two school days ago, and the one before it."""
    days = calendar(plot.today)
    found = days.half_terms() if PERIODS[plot.demo.preset] == "half_terms" else days.terms
    return [span for span in found if span.starts_on <= plot.day(2)][-2:]


def in_period(plot) -> int:
    """Ago of the first day of this period."""
    return plot.ago(spans(plot)[1].starts_on)


def last_ones(plot, places) -> list[tuple[int, int]]:
    """(place, ago). In another school year other children sat in these classes: then none."""
    last, day = spans(plot)[0], plot.day(2)
    if first_year(last.ends_on) != first_year(day):
        return []
    return [(place, plot.ago(last.ends_on) + 9 - n) for n, place in enumerate(places[:LAST])]


def write(teller, args) -> None:
    if args["step"] == "due":
        deadlines.keep(teller.school.pk)
    elif args["step"] == "begin":
        begin(teller, args["place"])
    else:
        hold(teller, args["place"], args["ago"])


def hold(teller, place, ago) -> None:
    """The whole class looked at and finished; what concerns were raised is decided, but for one."""
    with teller.on(ago, 15):
        meeting = save(teller, place, children(teller, place))
        services.finish(meeting=meeting, version=meeting.version, by=teller.senco)
    waits = place == near(teller.plot)[0] and ago == min(3, in_period(teller.plot))
    found = list(ProgressRow.objects.waiting().filter(meeting=meeting).order_by("pk"))
    with teller.on(max(ago - 1, 1), 9):
        for row in found[1:] if waits else found:
            services.decide(
                row=row, version=row.version, by=teller.holder(place), decided_how=DECIDED
            )


def begin(teller, place) -> None:
    """Half of the class is looked at."""
    with teller.on(1, 15):
        pupils = children(teller, place)
        save(teller, place, pupils[: len(pupils) // 2])


def children(teller, place) -> list[Pupil]:
    here = Pupil.objects.filter(class_group=teller.group(place)).on_roll()
    return list(here.select_related("stage").order_by("sort_key", "pk"))


def save(teller, place, pupils) -> ProgressMeeting:
    meeting = services.start(class_group=teller.group(place), by=teller.senco)
    about = {
        "held_on": moment.today(), "note": "Books and the last test lay on the table.",
        "present": f"{teller.senco.name}, {teller.holder(place).name}",
    }  # fmt: skip
    return services.save(
        meeting=meeting, version=meeting.version, by=teller.senco, about=about,
        judged=judged(pupils),
    )  # fmt: skip


def judged(pupils) -> dict[int, dict]:
    found, others = {}, 0
    for pupil in pupils:
        if pupil.left_on:
            found[pupil.pk] = SAME
            continue
        if pupil.stage_id and not pupil.stage.is_monitoring:
            found[pupil.pk] = SUPPORTED
            continue
        others += 1
        choice = CONCERN if others in CONCERN_AT else WATCH if others in WATCH_AT else SAME
        found[pupil.pk] = choice
    return found
