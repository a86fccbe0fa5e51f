"""Handing classes on: last summer's was read; others are being written, read, or were called off.

Last summer's is told between the plans of that time (`past`). It is begun before anybody is on the
register, so that its notes are those of the children who sat in the class then.
"""

from datetime import date, timedelta

from django.db.models import Q

from demo import ahead
from demo.calendar import calendar, first_year
from demo.chapters.meetings import near
from iep.handover import services
from iep.handover.models import Handover
from iep.handover.services.starting import add_notes
from pupils.models import Pupil
from sendcase import moment

CHAPTER = {"chapter": "handovers"}
MOST = 5  # notes of last summer's: each is a PDF
WORKS = "A seat near the front, and instructions one at a time.\nShown first, then told."
NOTES = (
    "Mornings are best. Say beforehand when something changes.",
    "Likes to explain to others: ask for the second example, not the first.",
    "Needs a minute before answering. The answer is worth the wait.",
)
QUESTION = "Which of the groups in the afternoon helped most, and who led it?"


def past(plot) -> list[tuple[int, dict]]:
    """(ago, row) of last summer's. Nothing where nobody of the class was here then."""
    if not followed(plot):
        return []
    ago, opening = handed(plot), plot.ago(takes_on(plot))
    steps = [
        (len(plot.days) + 1, {"step": "start last"}),
        (ago + 6, {"step": "write last"}),
        (ago, {"step": "hand last"}),
        (max(opening - 2, 1), {"step": "read last"}),
    ]
    return [(day, args | CHAPTER) for day, args in steps]


def takes_on(plot) -> date:
    """The first day of this school year, once it is a few days old; else of the one before."""
    year = first_year(plot.day(min(5, len(plot.days))))
    return next(term.starts_on for term in calendar(plot.today).terms if term.starts_on.year == year
                and term.starts_on.month == 9)  # fmt: skip


def handed(plot) -> int:
    """Ago of the day it was handed over: a week before that summer term ended."""
    ends = [term.ends_on for term in calendar(plot.today).terms if term.ends_on < takes_on(plot)]
    return plot.ago(max(ends)) + 5


def followed(plot) -> list:
    """The first teacher's children who had been here in the year before that day."""
    place, before = len(plot.demo.classes) // 2, takes_on(plot).year - 1
    here = [c for c in plot.children if c.group == place and c.joined <= before]
    with_support = [child for child in here if child.code]
    return with_support or here[:2]


def tell(plot) -> list[dict]:
    """Now: the first teacher writes, the second reads, a third was called off."""
    writing, *others = near(plot)
    second = writing + 1  # the second teacher's own
    reading = max(others, key=lambda place: (place != second, supported(plot, place)))
    off = next(place for place in reversed(others) if place != reading)
    return [
        {"step": "start", "place": off, "ago": 9},
        {"step": "call off", "place": off, "ago": 8},
        {"step": "start", "place": reading, "ago": 9},
        {"step": "write", "place": reading, "ago": 8},
        {"step": "hand over", "place": reading, "ago": 6},
        {"step": "ask", "place": reading, "ago": 2},
        {"step": "start", "place": writing, "ago": 7},
        {"step": "write some", "place": writing, "ago": 3},
    ]


def supported(plot, place) -> int:
    return sum(bool(child.code) for child in plot.children if child.group == place)


def write(teller, args) -> None:
    steps = {
        "start last": start_last, "write last": write_last, "hand last": hand_last,
        "read last": read_last,
    }  # fmt: skip
    if args["step"] in steps:
        steps[args["step"]](teller)
        return
    steps = {
        "start": start, "call off": call_off, "write": write_notes, "write some": write_some,
        "hand over": hand_and_open, "ask": ask,
    }  # fmt: skip
    steps[args["step"]](teller, args["place"], args["ago"])


# Last summer's


def start_last(teller) -> None:
    plot, place = teller.plot, len(teller.plot.demo.classes) // 2
    was = plot.group_of(followed(plot)[0], takes_on(plot) - timedelta(days=60))
    to = plot.group_of(followed(plot)[0], takes_on(plot))
    with teller.on(handed(plot) + 14):
        services.start(
            school=teller.school, class_group=teller.group(was), to_class=teller.group(to),
            receiver=teller.holder(place), takes_on=takes_on(plot), by=teller.senco,
        )  # fmt: skip


def last_one(teller) -> Handover:
    return Handover.objects.get(school=teller.school, takes_on=takes_on(teller.plot))


def write_last(teller) -> None:
    """Notes of those who were on the register then; of two others where nobody was."""
    row, ago = last_one(teller), handed(teller.plot) + 6
    numbers = [teller.number(child) for child in followed(teller.plot)]
    pupils = Pupil.objects.filter(school=teller.school, admission_number__in=numbers)
    needs = Q(stage__on_register=True) | Q(plans__state__in=["draft", "agreed", "shared"])
    there = pupils.filter(needs).distinct().order_by("pk")[:MOST] or pupils.order_by("pk")[:2]
    with teller.on(ago):
        add_notes(row, there)
    put_down(teller, row, ago, author=holder_of(teller, row))
    print_ahead(teller, row, ago - 6)


def holder_of(teller, row):
    names = [name for name, _, _ in teller.plot.demo.classes]
    return teller.holder(names.index(row.class_group.name))


def hand_last(teller) -> None:
    row = last_one(teller)
    give(teller, row, handed(teller.plot), by=holder_of(teller, row))


def read_last(teller) -> None:
    row = last_one(teller)
    with teller.on(max(teller.plot.ago(row.takes_on) - 2, 1), 16):
        notes = list(row.notes.values_list("pk", flat=True))
        services.read_all(handover=row, notes=notes, by=row.receiver)


# This term's


def start(teller, place, ago) -> None:
    """For a day some weeks ahead, when another teacher takes the class over."""
    plot = teller.plot
    day = ahead_by(plot, 35)
    receiver = teller.staff["teacher2" if teller.holder(place) != teller.staff["teacher2"]
                            else "teacher3"]  # fmt: skip
    with teller.on(ago, 9):
        services.start(
            school=teller.school, class_group=teller.group(place), receiver=receiver,
            takes_on=day, write_by=ahead_by(plot, 12), by=teller.senco,
        )  # fmt: skip


def ahead_by(plot, days: int) -> date:
    day = plot.today + timedelta(days=days)
    return next((each for each in plot.ahead if each >= day), day)


def found(teller, place) -> Handover:
    rows = Handover.objects.filter(school=teller.school, takes_on__gt=teller.plot.today)
    return rows.get(class_group=teller.group(place))


def call_off(teller, place, ago) -> None:
    row = found(teller, place)
    with teller.on(ago, 9):
        services.call_off(handover=row, version=row.version, by=teller.senco)


def write_notes(teller, place, ago) -> None:
    row = found(teller, place)
    put_down(teller, row, ago, author=teller.holder(place))
    print_ahead(teller, row, ago - 2)


def write_some(teller, place, ago) -> None:
    row = found(teller, place)
    put_down(teller, row, ago, author=teller.holder(place), but=2)


def hand_and_open(teller, place, ago) -> None:
    row = give(teller, found(teller, place), ago, by=teller.holder(place))
    with teller.on(ago - 1, 9):
        services.open_reading(
            handover=row, version=row.version, opens_on=moment.today(), by=teller.senco
        )


def ask(teller, place, ago) -> None:
    """The first child's note is read; about the second the next teacher asks."""
    row = found(teller, place)
    one, *others = row.notes.order_by("pk")
    with teller.on(ago, 16):
        services.read_one(note=one, by=row.receiver)
        for note in others[:1]:
            services.ask(note=note, question=QUESTION, by=row.receiver)


# Steps of both


def put_down(teller, row, ago, *, author, but=0) -> None:
    """Words for every note; the last `but` stay as they were begun."""
    notes = list(row.notes.order_by("pk"))
    with teller.on(ago, 16):
        for n, note in enumerate(notes[: len(notes) - but] if but else notes):
            services.write(
                note=note, version=note.version, works=note.works or WORKS,
                words=NOTES[n % len(NOTES)], by=author,
            )  # fmt: skip


def print_ahead(teller, row, ago) -> None:
    ahead.begin(("handover", row.pk), lambda: paper(teller, row, ago))


def paper(teller, row, ago):
    with teller.on(ago, 15):
        return services.paper_to_hand(row, row.version)


def give(teller, row, ago, *, by) -> Handover:
    made = ahead.take(("handover", row.pk), lambda: paper(teller, row, ago))
    with teller.on(ago, 15):
        return services.hand_over(handover=row, paper=made, by=by)
