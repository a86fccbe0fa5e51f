"""The cost of a school's help in one year of money: what took place, the plan, the year's end.

Three sums: `given`, of sessions that took place until today; `plan`, of every session of the
timetable in the year; `ahead`, of those after today. What the year will have cost, if it goes on
as planned, is given + ahead.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import SimpleNamespace

from django.db.models import Q

from provision.costs.counting import (
    HOUR,
    Fee,
    Given,
    Rate,
    Sum,
    add_up,
    of_time,
    rate_on,
    shares,
)
from provision.costs.models import Charge, CostRules, Grade, GradeHolder, GradeRate
from provision.costs.years import Year, year_with
from provision.models import Intervention, InterventionStaff, Mark, Place, Slot
from schools.calendar import Calendar, calendar_of
from sendcase import moment
from sendcase.at_once import at_once

DAY = timedelta(days=1)


@dataclass
class Costs:
    year: Year
    today: date
    given: Sum = field(default_factory=Sum)
    plan: Sum = field(default_factory=Sum)
    ahead: Sum = field(default_factory=Sum)

    def by_year_end(self, pupil_id: int) -> int:
        return self.given.by_pupil.get(pupil_id, 0) + self.ahead.by_pupil.get(pupil_id, 0)

    @property
    def pupils(self) -> set[int]:
        return {*self.given.by_pupil, *self.plan.by_pupil}


def rules_of(school) -> CostRules:
    """Its row, or what counts until somebody says otherwise; not saved."""
    return CostRules.objects.filter(school=school).first() or CostRules(school=school)


def this_year(school, day=None) -> Year:
    return year_with(day or moment.today(), rules_of(school).first_month)


def costs_of(school, year: Year, calendar: Calendar | None = None) -> Costs:
    """Everything of this school in that year; two queries at any size, and one for the calendar
    where it is not in hand.
    """
    found = Costs(year, moment.today())
    book = Book(school, year, calendar)
    add_up(book.given(), found.given)
    for given in book.planned():
        add_up([given], found.plan)
        if given.on > found.today:
            add_up([given], found.ahead)
    for charge, parts in book.once():
        for each in sums_of(found, charge.from_on):
            each.add(charge.intervention_id, charge.pence, parts)
    return found


def of_hour(rate: Rate) -> int:
    return of_time(rate, HOUR)


def sums_of(found: Costs, on: date) -> list[Sum]:
    """Into which of the three sums something of that day falls."""
    return [found.plan, found.given if on <= found.today else found.ahead]


class Book:
    """The rows of one school and year, read once."""

    def __init__(self, school, year: Year, calendar: Calendar | None = None):
        self.school, self.year, self.calendar = school, year, calendar
        found = {kind: in_order(rows) for kind, rows in at_once(self._asked()).items()}
        self.interventions = found["run"]
        self.places, self.staff, self.slots = (
            by(found[kind], "intervention_id") for kind in ("place", "staff", "slot")
        )
        self._hold_rates(found)
        self._hold_charges(found["charge"])

    def _asked(self) -> dict:
        """For sendcase.at_once: one query."""
        school, first, last = self.school, self.year.first, self.year.last
        lasts = Q(ends_on=None) | Q(ends_on__gte=first)
        runs = Intervention.objects.filter(lasts, school=school, starts_on__lte=last)
        runs = runs.filter(state__in=["agreed", "ended"])
        own = {"intervention__in": runs.order_by().values("pk")}
        once = Q(per="once", from_on__gte=first)
        lasting = ~Q(per="once") & (Q(until_on=None) | Q(until_on__gte=first))
        charges = Charge.objects.filter(once | lasting, school=school, from_on__lte=last)
        held = ("pk", "from_on", "until_on", "intervention_id")
        return {
            "run": (runs, ("pk", "starts_on", "ends_on", "minutes", "times")),
            "place": (Place.objects.filter(**own), (*held, "pupil_id")),
            "staff": (InterventionStaff.objects.filter(**own), (*held, "user_id")),
            "slot": (Slot.objects.real().filter(**own), (*held, "weekday", "minutes")),
            "rate": (GradeRate.objects.filter(school=school),
                     ("pk", "grade_id", "from_on", "pence", "on_costs")),
            "default": (Grade.objects.filter(school=school, is_default=True, retired_on=None),
                        ("pk",)),
            "holder": (GradeHolder.objects.filter(school=school),
                       ("pk", "user_id", "grade_id", "from_on", "until_on")),
            "charge": (charges, (*held, "pupil_id", "per", "pence")),
        }  # fmt: skip

    def _hold_rates(self, found) -> None:
        rates = defaultdict(list)
        for row in found["rate"]:
            rates[row.grade_id].append(Rate(row.from_on, row.pence, row.on_costs))
        self.default = rates[found["default"][0].pk] if found["default"] else []
        self.held = defaultdict(list)
        for row in found["holder"]:
            self.held[row.user_id].append((row.from_on, row.until_on, rates[row.grade_id]))

    def _hold_charges(self, rows) -> None:
        self.fees, self.single = defaultdict(list), []
        for row in rows:
            if row.per == Charge.Per.ONCE:
                self.single.append(row)
            else:
                fee = Fee(row.pence, row.per, row.from_on, row.until_on)
                self.fees[row.intervention_id].append(fee)

    def rate_of(self, user_id: int | None, day: date) -> Rate | None:
        """Of the grade the person is on that day; of the school's default for all others."""
        for first, last, rates in self.held.get(user_id, ()):
            if first <= day and (last is None or day <= last):
                return rate_on(rates, day)
        return rate_on(self.default, day)

    def rates_on(self, intervention_id: int, day: date, cover_id=None) -> tuple[Rate | None, ...]:
        """Of every adult with an account who gives it that day; a cover stands in for them all.

        Where nobody is named, of one adult on the default grade. People from outside cost what is
        charged for them.
        """
        if cover_id:
            return (self.rate_of(cover_id, day),)
        there = [row for row in self.staff[intervention_id] if holds(row, day)]
        if not there:
            return (self.rate_of(None, day),)
        return tuple(self.rate_of(row.user_id, day) for row in there if row.user_id)

    def given(self) -> Iterator[Given]:
        """Each session in which at least one pupil had a minute, until today."""
        until = min(self.year.last, moment.today())
        rows = Mark.objects.filter(
            school=self.school, minutes__gt=0,
            session__on__gte=self.year.first, session__on__lte=until,
        ).order_by("session__on", "session", "pk").values_list(
            "session", "session__intervention", "session__on", "session__cover_by", "pupil",
            "minutes",
        )  # fmt: skip
        sessions: dict[int, tuple] = {}
        had = defaultdict(list)
        for key, intervention, on, cover, pupil, minutes in rows:
            sessions[key] = (intervention, on, cover)
            had[key].append((pupil, minutes))
        for key, (intervention, on, cover) in sessions.items():
            longest = max(minutes for _, minutes in had[key])
            yield Given(
                intervention, on, longest, self.rates_on(intervention, on, cover),
                tuple(had[key]), tuple(self.fees[intervention]),
            )  # fmt: skip

    def planned(self) -> Iterator[Given]:
        """Each session of the timetable on an open day of the year, with who has a place then."""
        calendar = self.calendar or calendar_of(self.school)
        length = (self.year.last - self.year.first).days
        days = (self.year.first + DAY * step for step in range(length + 1))
        # After the last term entered a day may be open: as sessions and ledger count.
        open_days = [day for day in days if calendar.may_be_open(day)]
        for row in self.interventions:
            places, fees = self.places[row.pk], tuple(self.fees[row.pk])
            for day in open_days:
                if day < row.starts_on or row.ends_on and day > row.ends_on:
                    continue
                there = [place.pupil_id for place in places if holds(place, day)]
                for minutes in self.minutes_on(row, day):
                    yield Given(
                        row.pk, day, minutes, self.rates_on(row.pk, day),
                        tuple((pupil, minutes) for pupil in there), fees,
                    )  # fmt: skip

    def minutes_on(self, row, day: date) -> list[int]:
        """Of each session that day. Without a timetable: the first days of the week."""
        slots = self.slots[row.pk]
        if not slots:
            return [row.minutes] if day.weekday() < row.times else []
        return [
            slot.minutes for slot in slots if slot.weekday == day.weekday() and holds(slot, day)
        ]

    def once(self) -> Iterator[tuple[Charge, dict[int, int]]]:
        """Charges of one day and how they are shared: equally among who has a place that day."""
        for charge in self.single:
            if charge.pupil_id:
                yield charge, {charge.pupil_id: charge.pence}
                continue
            places = self.places[charge.intervention_id]
            there = [row.pupil_id for row in places if holds(row, charge.from_on)]
            yield charge, shares(charge.pence, [(pupil, 1) for pupil in there])


def in_order(rows: list[dict]) -> list[SimpleNamespace]:
    return [SimpleNamespace(**row) for row in sorted(rows, key=lambda row: row["pk"])]


def by(rows, name: str) -> dict[int, list]:
    found = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


def holds(row, day: date) -> bool:
    return row.from_on <= day and (row.until_on is None or day <= row.until_on)
