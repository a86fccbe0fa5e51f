"""What happens at a demo school, worked out before anything is written: who, what, on which day.

Pure: the same school, day and scale give the same plot, however often a build is begun again.
Days are counted back in school days ("ago": 1 is the last one before today), so nothing is ever
decided on a weekend or in the holidays.
"""

import random
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from demo import people
from demo.calendar import calendar, first_year
from demo.people import Child
from demo.schools import DemoSchool, by_slug

# How many plans a child has had: most one or two, a few a long row of them.
CYCLES = (1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 6)
CYCLES_SMALL = (2, 2, 1)
# What became of a letter of an earlier plan. "handed": given at the parents' evening, not posted.
FATES = ("handed", "answered", "handed", "handed", "answered", "handed", "handed", "returned")
FATES_NOW = ("answered", "handed", "sent", "answered", "handed")
LATE_REVIEWS = 3  # at a school of full size; one at a small one


@dataclass(frozen=True)
class Cycle:
    """One plan: begun and, later, reviewed. `due` is its review date."""

    ago: int
    due: date
    fate: str  # of its letter


@dataclass(frozen=True)
class Life:
    """How one child came to support and what followed. E: with an EHC plan."""

    child: Child
    came: str  # referral | placed | watched
    entry: int  # ago
    cycles: tuple[Cycle, ...]
    moved: int | None = None  # the cycle with which the EHC plan came
    ended: int | None = None  # ago: support was no longer needed
    told: str = "letter"  # letter | talk


@dataclass(frozen=True)
class Plot:
    demo: DemoSchool
    today: date
    scale: int
    children: tuple[Child, ...]
    days: tuple[date, ...]  # school days before today, the last one last
    ahead: tuple[date, ...]  # school days from today on
    lives: tuple[Life, ...]
    roles: dict  # situation of this term → Child

    def day(self, ago: int) -> date:
        return self.days[-ago]

    def ago(self, day: date) -> int:
        """How many school days ago the first one on or after that day was; 1 at least."""
        return max(1, len(self.days) - bisect_left(self.days, day))

    def child(self, number: int) -> Child:
        return self.children[number - 1]

    def group_of(self, child: Child, day: date) -> int:
        """Place of the class the child was in on that day: one year lower each year back."""
        return group_in(self.demo, child, first_year(day))


def plot_of(slug: str, today: date, scale: int = 1) -> Plot:
    return _plot(slug, today, scale)


@lru_cache(maxsize=6)
def _plot(slug: str, today: date, scale: int) -> Plot:
    demo, open_days = by_slug(slug), calendar(today)
    first = open_days.terms[0].starts_on
    days = tuple(open_days.open_days(first, today - timedelta(days=1)))
    ahead = tuple(open_days.open_days(today, open_days.terms[-1].ends_on))
    children = tuple(people.children(demo, today, scale))
    dice = random.Random(f"plot {slug} {today}")  # noqa: S311
    roles = cast(dice, demo, children, today)
    taken = {child.number for child in roles.values()}
    tellers = Lives(dice, demo, scale, days, ahead)
    lives = [tellers.of(child) for child in children if child.code and child.number not in taken]
    others = [child for child in children if not child.code and child.number not in taken]
    lives += tellers.ended(others)
    return Plot(demo, today, scale, children, days, ahead, tuple(lives), roles)


# Situations of this term (demo.chapters.term). The first are children on SEN support.
ON_SUPPORT = (
    "plan to write", "plan is late", "plan drafted", "plan agreed", "letter to check",
    "letter approved", "letter unanswered", "letter came back", "letter stopped",
    "plan reviewed", "plan being changed", "plan closed",
)  # fmt: skip
TWO_AGREE = ("half agreed", "changes half agreed")  # where the policy asks for two people
OTHERS = (
    "concern waits", "concern is late", "concern drafted", "more asked", "support in class",
    "pastoral", "withdrawn", "parent asked", "watched", "left", "review ended",
    "review moved down",
)  # fmt: skip


def cast(dice, demo, children, today) -> dict:
    """Who plays which situation: those of the first teacher's class before others."""
    wanted = ON_SUPPORT + (TWO_AGREE if demo.preset == "three_tiers" else ())
    middle = len(demo.classes) // 2
    here = [child for child in children if child.joined < first_year(today)]
    order = sorted(here, key=lambda c: (abs(c.group - middle), c.number))
    support = [child for child in order if child.code == "K"]
    others = [child for child in order if not child.code]
    roles = dict(zip(wanted, support, strict=False))
    return roles | dict(zip(OTHERS, spread_out(others), strict=False))


def spread_out(children) -> list[Child]:
    """Not all in one class: three of the first, then some of every class."""
    some = children[:3] + children[3::9]
    return some + [child for child in children if child not in some]


def group_in(demo, child: Child, year: int) -> int:
    """Classes of a year stand together: a form up is as many places on as a year has classes."""
    forms = sum(1 for _, name, _ in demo.classes if name == demo.classes[0][1])
    later = first_year_of(demo, child)
    return max(child.group - forms * (later - year), child.group % forms)


def first_year_of(demo, child: Child) -> int:
    """The school year `group` is of: from the age of the class and the date of birth."""
    age = demo.classes[child.group][2]
    born = child.born_on.year + (child.born_on.month >= 9)
    return born + age


class Lives:
    """Lives backwards from today: the plan that runs now, then those before it."""

    def __init__(self, dice, demo, scale, days, ahead):
        self.dice, self.demo, self.scale = dice, demo, scale
        self.days, self.ahead = days, ahead
        self.late = LATE_REVIEWS if demo.size > 300 and scale == 1 else 1
        self.cycles = CYCLES if scale == 1 else CYCLES_SMALL
        self.number = 0

    def of(self, child: Child) -> Life:
        self.number += 1
        room = self.room(child)
        last = min(self.dice.randrange(6, 29), max(room - 16, 1))
        agos = self.cycles_before(last, room, self.dice.choice(self.cycles)) if room >= 22 else []
        came = self.dice.choice(("referral", "referral", "placed", "watched"))
        if child.code == "E" and (len(agos) < 2 or self.dice.random() < 0.5):
            came, moved = "placed", 0
        else:
            moved = len(agos) - 1 if child.code == "E" else None
        if not agos or agos[0] + 45 > room and came == "watched":
            came = "placed" if not agos else "referral"
        entry = agos[0] + 8 if agos else min(3, room)
        return Life(
            child, came, entry, self.with_dates(agos, child), moved=moved,
            told=self.dice.choice(("letter", "talk")),
        )  # fmt: skip

    def ended(self, others) -> list[Life]:
        """Children who needed support for a year or so and no longer do."""
        found = []
        for child in others[5 :: 80 if self.scale == 1 else 20]:
            room, last = self.room(child), self.dice.randrange(60, 100)
            agos = self.cycles_before(last, room, 2)
            if room > last + 20:
                cycles = self.with_dates(agos, child, running=False)
                ended = last - self.dice.randrange(30, 45)
                found.append(Life(child, "referral", agos[0] + 8, cycles, ended=ended))
        return found

    def room(self, child: Child) -> int:
        """School days since the child came, as far as the demo looks back."""
        return max(1, sum(first_year(day) >= child.joined for day in self.days))

    def cycles_before(self, last: int, room: int, count: int) -> list[int]:
        agos = [last]
        while len(agos) < count and agos[0] + 62 + 16 < room:
            agos.insert(0, agos[0] + self.dice.randrange(46, 62))
        return agos

    def with_dates(self, agos, child, running=True) -> tuple[Cycle, ...]:
        found = []
        for place, ago in enumerate(agos):
            is_last = place == len(agos) - 1
            if is_last and running:
                due, fates = self.due_now(), FATES_NOW
            else:
                following = agos[place + 1] if not is_last else ago - 25
                due, fates = self.days[-following - 1], FATES
            found.append(Cycle(ago, due, fates[(self.number + place) % len(fates)]))
        return tuple(found)

    def due_now(self) -> date:
        """When the plan that runs is reviewed: a few a little late, the others by and by."""
        if self.late and self.number % 7 == 3:
            self.late -= 1
            return self.days[-1 - self.late]
        return self.ahead[1 + (self.number * 5) % min(26, len(self.ahead) - 1)]
