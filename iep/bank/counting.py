"""How often the targets shown were used, and what came of them. Numbers, never a name.

A plan counts once it was shared; a target by the last outcome it got. "Similar needs here": the
plan was about the entry's area, and the child was in the same key stage when it started.
"""

from dataclasses import dataclass

from django.db.models import Case, Count, Exists, OuterRef, Q, Value, When
from django.db.models.functions import ExtractYear

from accounts.access import may
from accounts.permissions import Permission
from iep.models import SupportPlan, Target, TargetOutcome

MET = (TargetOutcome.Outcome.MET, TargetOutcome.Outcome.EXCEEDED)
# 0 to 7 children are one symbol to all who do not oversee the whole school: security paper, small
# numbers.
LEAST_SHOWN = 8
TOO_FEW = "Too few to say yet."
# Years counted from Reception (0), as (first, last).
BANDS = ((-9, 0), (1, 2), (3, 6), (7, 9), (10, 11), (12, 20))
OTHERS = -1
BEFORE_RECEPTION = {"E1": -4, "E2": -3, "N1": -2, "N2": -1, "R": 0}


@dataclass(frozen=True)
class Counted:
    """Of one entry. `similar_…` are 0 where no child was named to compare with.

    children: how many a target of was reviewed; cells: how many in each key stage, in plans about
    the area, and in all others; a cell without any is left out.
    """

    used: int = 0
    reviewed: int = 0
    met: int = 0
    similar_reviewed: int = 0
    similar_met: int = 0
    children: int = 0
    similar_children: int = 0
    cells: tuple[int, ...] = ()

    @property
    def is_too_few(self) -> bool:
        """Many reviews of few children tell of these children."""
        return self.children < LEAST_SHOWN

    @property
    def hides_too_few(self) -> bool:
        """Whether a subtraction of all that may be shown tells of too few. Who moved on to the
        next key stage stands in two cells: the least that the rest can be is asked.
        """
        shown = [count for count in self.cells if count >= LEAST_SHOWN]
        rest = self.children - sum(shown)
        return len(shown) < len(self.cells) and rest < LEAST_SHOWN


NOTHING = Counted()


@dataclass(frozen=True)
class Figures:
    """What one person may be told of some entries. `of`: {entry number: Counted}."""

    of: dict[int, Counted]
    sees_all: bool  # SENCO and head; others from LEAST_SHOWN on

    def words(self, pk) -> str:
        """ "Used in 14 plans, 9 of 11 reviewed met. Similar needs here: 4 of 5." """
        found = self.of.get(pk, NOTHING)
        if not self.sees_all and found.is_too_few:
            return TOO_FEW
        if not found.used:
            return "Not used yet."
        plans = "1 plan" if found.used == 1 else f"{found.used} plans"
        said = f"Used in {plans}"
        if found.reviewed:
            said += f", {found.met} of {found.reviewed} reviewed met"
        else:
            said += ", none reviewed yet"
        if self.shows_similar(found):
            said += f". Similar needs here: {found.similar_met} of {found.similar_reviewed}"
        return f"{said}."

    def shows_similar(self, found: Counted) -> bool:
        """Nor may what a subtraction tells be too few: of one teacher's children in several key
        stages, each figure can be asked.
        """
        if self.sees_all:
            return bool(found.similar_reviewed)
        return found.similar_children >= LEAST_SHOWN and not found.hides_too_few

    def rank(self, pk) -> float:
        """What worked comes first; an entry nobody knows of stands in the middle."""
        found = self.of.get(pk, NOTHING)
        if not self.sees_all and found.is_too_few:
            return 0.5
        if self.shows_similar(found):
            return (found.similar_met + 1) / (found.similar_reviewed + 2)
        return (found.met + 1) / (found.reviewed + 2)


def figures_for(user, school_id, entries, *, year="") -> Figures:
    """Of these entries only. Two queries, however many. year: of the child to compare with."""
    numbers = [entry.pk for entry in entries]
    sees_all = may(user, Permission.BANK_EDIT, school_id)
    return Figures(counted(numbers, year=year) if numbers else {}, sees_all)


def counted(numbers, *, year="") -> dict[int, Counted]:
    found = plans_and_children(numbers)
    band = band_of(year)
    here = BANDS.index(band) if band else None
    for row in outcomes(numbers):
        facts = found.setdefault(row.pop("target__from_bank"), {})
        cell = row.pop("cell")
        facts["cells"] = (*facts.get("cells", ()), row["children"])
        for name in ("reviewed", "met"):
            facts[name] = facts.get(name, 0) + row[name]
        if cell == here:
            facts |= {f"similar_{name}": count for name, count in row.items()}
    return {pk: Counted(**facts) for pk, facts in found.items()}


def plans_and_children(numbers) -> dict[int, dict]:
    """Entry → plans that used it, and children of whom a target was reviewed."""
    rows = Target.objects.filter(from_bank__in=numbers, removed_at=None).order_by()
    rows = rows.values("from_bank").annotate(
        used=Count("plan", distinct=True, filter=Q(plan__shared_at__isnull=False)),
        children=Count("plan__pupil", distinct=True, filter=Q(outcomes__isnull=False)),
    )
    return {row.pop("from_bank"): row for row in rows}


def outcomes(numbers):
    """One row for each entry that was reviewed and each cell."""
    born, began = "target__plan__pupil__born_on", "target__plan__starts_on"
    then = school_year(began) - school_year(born) - 5
    rows = last_outcomes(numbers).alias(then=then).annotate(cell=cell_of())
    return rows.values("target__from_bank", "cell").annotate(
        reviewed=Count("pk"),
        met=Count("pk", filter=Q(outcome__in=MET)),
        children=Count("target__plan__pupil", distinct=True),
    )


def last_outcomes(numbers):
    """The outcome of each target's last review: by its day, then by its number."""
    here = {"target": OuterRef("target"), "target__from_bank__in": numbers}
    day, review = OuterRef("review__reviewed_on"), OuterRef("review")
    later = TargetOutcome.objects.filter(**here).filter(
        Q(review__reviewed_on__gt=day) | Q(review__reviewed_on=day, review__gt=review)
    )
    rows = TargetOutcome.objects.filter(
        target__from_bank__in=numbers, target__removed_at=None
    ).order_by()
    return rows.filter(~Exists(later))


def cell_of():
    """The key stage the child was in `then`, as the place in BANDS, where the plan was about the
    entry's area; else OTHERS.
    """
    about = SupportPlan.areas.through.objects.filter(
        supportplan=OuterRef("target__plan"), area=OuterRef("target__from_bank__area")
    )
    stages = [When(then__range=band, then=Value(place)) for place, band in enumerate(BANDS)]
    return Case(When(~Exists(about), then=Value(OTHERS)), *stages, default=Value(OTHERS))


def band_of(year: str) -> tuple[int, int] | None:
    """The key stage of a year group; None where the school does not follow years."""
    if not year or year in {"X", "M"}:
        return None
    number = BEFORE_RECEPTION.get(year)
    number = int(year) if number is None else number
    return next(band for band in BANDS if band[0] <= number <= band[1])


def school_year(day: str):
    """The calendar year in which the school year of that day began, on 1 September."""
    return Case(
        When(**{f"{day}__month__gte": 9}, then=ExtractYear(day)), default=ExtractYear(day) - 1
    )
