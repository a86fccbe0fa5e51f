"""How often the targets shown were used, and what came of them. Numbers, never a name.

A plan counts once it was shared; a target by the last outcome it got. "Similar needs here": the
plan was about the entry's area, and the child was in the same key stage when it started.
"""

from dataclasses import dataclass

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    Value,
    When,
)
from django.db.models.functions import ExtractYear

from accounts.access import may
from accounts.permissions import Permission
from iep.models import SupportPlan, Target, TargetOutcome

MET = (TargetOutcome.Outcome.MET, TargetOutcome.Outcome.EXCEEDED)
# 0 to 7 is one symbol to all who do not oversee the whole school: security paper, small numbers.
LEAST_SHOWN = 8
TOO_FEW = "Too few to say yet."
# Years counted from Reception (0), as (first, last).
BANDS = ((-9, 0), (1, 2), (3, 6), (7, 9), (10, 11), (12, 20))
BEFORE_RECEPTION = {"E1": -4, "E2": -3, "N1": -2, "N2": -1, "R": 0}


@dataclass(frozen=True)
class Counted:
    """Of one entry. `similar_…` are 0 where no child was named to compare with."""

    used: int = 0
    reviewed: int = 0
    met: int = 0
    similar_reviewed: int = 0
    similar_met: int = 0


NOTHING = Counted()


@dataclass(frozen=True)
class Figures:
    """What one person may be told of some entries. `of`: {entry number: Counted}."""

    of: dict[int, Counted]
    sees_all: bool  # SENCO and head; others from LEAST_SHOWN on

    def words(self, pk) -> str:
        """ "Used in 14 plans, 9 of 11 reviewed met. Similar needs here: 4 of 5." """
        found = self.of.get(pk, NOTHING)
        if not self.sees_all and found.reviewed < LEAST_SHOWN:
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
        """Nor may the rest, which a subtraction tells, be too few."""
        if self.sees_all:
            return bool(found.similar_reviewed)
        rest = found.reviewed - found.similar_reviewed
        return found.similar_reviewed >= LEAST_SHOWN and (not rest or rest >= LEAST_SHOWN)

    def rank(self, pk) -> float:
        """What worked comes first; an entry nobody knows of stands in the middle."""
        found = self.of.get(pk, NOTHING)
        if not self.sees_all and found.reviewed < LEAST_SHOWN:
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
    used = Target.objects.filter(
        from_bank__in=numbers, removed_at=None, plan__shared_at__isnull=False
    ).values_list("from_bank")
    found = {pk: {"used": plans} for pk, plans in used.annotate(Count("plan", distinct=True))}
    for row in outcomes(numbers, year):
        found.setdefault(row.pop("target__from_bank"), {}).update(row)
    return {pk: Counted(**facts) for pk, facts in found.items()}


def outcomes(numbers, year):
    """One row for each entry that was reviewed."""
    met, similar = Q(outcome__in=MET), Q(is_similar=True)
    return (
        last_outcomes(numbers)
        .annotate(is_similar=similar_to(year))
        .values("target__from_bank")
        .annotate(
            reviewed=Count("pk"),
            met=Count("pk", filter=met),
            similar_reviewed=Count("pk", filter=similar),
            similar_met=Count("pk", filter=met & similar),
        )
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


def similar_to(year):
    """Whether an outcome is one of a child in that key stage then, in a plan about the area."""
    band = band_of(year)
    if band is None:
        return Value(False, output_field=BooleanField())
    areas = SupportPlan.areas.through.objects
    about = areas.filter(
        supportplan=OuterRef("target__plan"), area=OuterRef("target__from_bank__area")
    )
    then = school_year("starts_on") - school_year("pupil__born_on") - 5
    plans = SupportPlan.objects.filter(pk=OuterRef("target__plan")).alias(then=then)
    both = Exists(about) & Exists(plans.filter(then__range=band))
    return ExpressionWrapper(both, output_field=BooleanField())


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
