"""The children of a demo school, made up anew from the same seed: no database, no chance.

Rates are kept by counting, not by dice: of 420 children 81 have special educational needs, not
about 81. Sources: DfE, Special educational needs in England, January 2025 and 2026.
"""

import random
from dataclasses import dataclass
from datetime import date

from stdnum.gb.upn import calc_check_digit

from demo import names
from demo.calendar import first_year
from demo.schools import DemoSchool

# In a thousand of those with an EHC plan (E), on SEN support (K), and the others ("").
BOYS = {"E": 710, "K": 610, "": 480}
FREE_MEALS = {"E": 438, "K": 393, "": 222}
NEEDS = {
    "E": (("ASD", 336), ("SLCN", 213), ("SEMH", 207), ("MLD", 106), ("SLD", 39), ("PD", 39),
          ("SPLD", 24), ("HI", 14), ("PMLD", 12), ("VI", 10)),
    # Beyond SLCN no national split was found: assumed.
    "K": (("SLCN", 257), ("SEMH", 230), ("MLD", 160), ("SPLD", 150), ("ASD", 100), ("PD", 25),
          ("HI", 25), ("NSA", 25), ("VI", 14), ("OTH", 14)),
}  # fmt: skip


SMALL_CLASS = 20


@dataclass(frozen=True)
class Child:
    number: int  # from 1; the admission number ends in it
    first: str
    last: str
    sex: str
    group: int  # place in the school's classes today
    born_on: date
    joined: int  # the school year they came in, by the year it began
    upn: str
    ethnicity: str
    language: str
    fsm: bool
    code: str  # census code: E, K or "" for neither
    need: str  # type of need, "" where none


def children(demo: DemoSchool, today: date, scale: int = 1) -> list[Child]:
    """All of the roll, class by class. scale: 1 is the whole school, anything above it three
    classes of twenty: less has no room for every situation.
    """
    dice = random.Random(f"{demo.slug} {first_year(today)}")  # noqa: S311
    places = groups(demo, scale)
    each = demo.per_class if scale == 1 else SMALL_CLASS
    seats = [group for group in places for _ in range(each)]
    codes = shuffled(dice, census_codes(demo, len(seats), scale))
    needs = {code: iter(shuffled(dice, quota(NEEDS[code], codes.count(code)))) for code in NEEDS}
    boys = {code: iter(ticks(dice, codes.count(code), BOYS[code])) for code in BOYS}
    meals = {code: iter(ticks(dice, codes.count(code), FREE_MEALS[code])) for code in FREE_MEALS}
    origins = iter(shuffled(dice, quota([(row[:2], row[2]) for row in names.ORIGINS], len(seats))))
    called = Namer(dice)
    found = []
    for number, (group, code) in enumerate(zip(seats, codes, strict=True), 1):
        first, last, sex = called.next("M" if next(boys[code]) else "F", number, group)
        joined = joined_in(dice, demo, group, today)
        (ethnicity, language), meal = next(origins), next(meals[code])
        found.append(Child(
            number=number, first=first, last=last, sex=sex, group=group,
            born_on=called.birthday(dice, demo.classes[group][2], today), joined=joined,
            upn=upn(demo, joined, number), ethnicity=ethnicity, language=language, fsm=meal,
            code=code, need=next(needs[code]) if code else "",
        ))  # fmt: skip
    return found


def groups(demo: DemoSchool, scale: int) -> list[int]:
    """Places of the classes that are filled: all, or three of them."""
    last = len(demo.classes) - 1
    return list(range(last + 1)) if scale == 1 else [0, len(demo.classes) // 2, last]


def census_codes(demo, size: int, scale: int) -> list[str]:
    """Who has what. A school made small has more of them: each situation needs its child."""
    sen, plans = (demo.sen, demo.plans) if scale == 1 else (500, 70)
    with_plan, all_sen = round(size * plans / 1000), round(size * sen / 1000)
    return ["E"] * with_plan + ["K"] * (all_sen - with_plan) + [""] * (size - all_sen)


class Namer:
    """One name after another, the awkward ones among the first, none too often."""

    def __init__(self, dice):
        self.awkward = list(names.AWKWARD)
        self.lists = {"F": shuffled(dice, names.GIRLS), "M": shuffled(dice, names.BOYS)}
        self.families = shuffled(dice, names.FAMILIES)
        self.given, self.twin_born = 0, None

    def next(self, sex: str, number: int, group: int) -> tuple[str, str, str]:
        if number % 3 == 2 and self.awkward:  # twins are two in a row: see birthday()
            return self.awkward.pop(0)
        if self.awkward and self.awkward[0][0] == "Kat":
            return self.awkward.pop(0)
        self.given += 1
        first = self.lists[sex][self.given * 7 % len(self.lists[sex])]
        # Steps that share no factor with the length go through the whole list before one repeats.
        return first, self.families[self.given * 11 % len(self.families)], sex

    def birthday(self, dice, age: int, today: date) -> date:
        """`age` is had on 31 August, the day before this school year."""
        year = first_year(today) - age
        day = dice.randrange(365)
        if self.awkward and self.awkward[0][0] == "Kat":  # Kit has just been named
            self.twin_born = day
        elif self.twin_born is not None:
            day, self.twin_born = self.twin_born, None
        return date.fromordinal(date(year - 1, 9, 1).toordinal() + day)


def joined_in(dice, demo, group: int, today: date) -> int:
    """The school year in which a child came: most with the youngest, some in between."""
    age, youngest = demo.classes[group][2], demo.classes[0][2]
    here = age - youngest  # whole years before this one
    return first_year(today) - (dice.randrange(here + 1) if dice.random() < 0.12 else here)


def upn(demo, joined: int, number: int) -> str:
    """A number with its right check letter. Authority 999 does not exist."""
    rest = f"{demo.laestab}{joined % 100:02}{number:03}"
    return calc_check_digit(rest) + rest


def quota(parts, total: int) -> list:
    """`total` things, split like the parts (thing, weight): the largest remainders get the rest."""
    weight = sum(share for _, share in parts)
    exact = [total * share / weight for _, share in parts]
    counts = [int(part) for part in exact]
    by_rest = sorted(range(len(parts)), key=lambda n: counts[n] - exact[n])
    for n in by_rest[: total - sum(counts)]:
        counts[n] += 1
    return [thing for (thing, _), count in zip(parts, counts, strict=True) for _ in range(count)]


def ticks(dice, size: int, in_thousand: int) -> list[bool]:
    return shuffled(dice, [n < round(size * in_thousand / 1000) for n in range(size)])


def shuffled(dice, things) -> list:
    things = list(things)
    dice.shuffle(things)
    return things
