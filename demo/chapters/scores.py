"""Test results of a few classes: standardised and scaled, an age, and attainment in words."""

import random

from demo.calendar import first_year
from demo.chapters.meetings import near
from pupils.models import Pupil
from pupils.scores import services
from sendcase import moment

AT_ONCE = 10  # children in a row
WORDS = ("Working below", "Working towards", "Expected", "Expected", "Greater depth")
# (test, kind, school days before the last one)
READING = [("NGRT reading", "standardised", ago) for ago in (150, 90, 12)]
SCALED = [("Key stage 2 practice: reading", "scaled", ago) for ago in (40, 9)]
ATTAINMENT = [("Reading", "word", 60), ("Reading", "word", 10)]
AGE = [("Spelling", "age", 11)]


def tell(plot) -> list[dict]:
    """The first teacher's class in full; another with less, the leavers of a primary scaled."""
    first, *others = near(plot)
    found = rows(plot, first, "full")
    if plot.demo.preset == "staged_response":
        found += rows(plot, len(plot.demo.classes) - 1, "scaled")
    if len(others) > 3:
        found += rows(plot, others[0], "short")
    return found


TAKEN = {
    "full": READING + ATTAINMENT + AGE,
    "scaled": SCALED + ATTAINMENT[1:],
    "short": READING[1:],
}


def rows(plot, place, taken) -> list[dict]:
    here = [child.number for child in plot.children if child.group == place]
    pieces = [here[n : n + AT_ONCE] for n in range(0, len(here), AT_ONCE)]
    return [{"children": piece, "taken": taken} for piece in pieces]


def write(teller, args) -> None:
    numbers = {teller.number(teller.plot.child(n)): n for n in args["children"]}
    pupils = Pupil.objects.filter(school=teller.school, admission_number__in=numbers)
    for pupil in pupils.order_by("pk"):
        child = teller.plot.child(numbers[pupil.admission_number])
        dice = random.Random(f"scores {pupil.admission_number}")  # noqa: S311
        ability = dice.gauss(84 if child.code else 102, 9)
        for step, (test, kind, ago) in enumerate(TAKEN[args["taken"]]):
            with teller.on(min(ago, len(teller.plot.days)), 9):
                if pupil.left_on is None and child.joined <= first_year(moment.today()):
                    services.record(
                        pupil=pupil, by=teller.teacher(child, min(ago, len(teller.plot.days))),
                        test=test, kind=kind, taken_on=moment.today(), source="In class",
                        result=result(kind, ability + step % 3 + dice.randrange(-3, 4), child),
                    )  # fmt: skip


def result(kind, ability, child) -> str:
    """ability: as a standardised score, 100 in the middle."""
    if kind == "standardised":
        return str(round(min(max(ability, 69), 131)))
    if kind == "scaled":
        return str(round(min(max(ability, 80), 120)))
    if kind == "age":
        years = moment.today().year - child.born_on.year + round((ability - 100) / 12)
        return f"{min(max(years, 4), 18)}:{round(ability) % 12:02}"
    return WORDS[min(max(int((ability - 72) // 11), 0), 4)]
