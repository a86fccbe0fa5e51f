"""What of the bank is offered for one child's plan, best first."""

from dataclasses import dataclass

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Value, When

from iep.bank import counting, gaps, listing
from iep.bank.models import BankTarget, Strategy
from iep.models import Target

MOST = 150  # looked at for one child
SHOWN = 40


@dataclass(frozen=True)
class Wish:
    """areas: numbers of the areas the plan is about; ticked: numbers chosen already."""

    areas: frozenset[int]
    year: str
    q: str = ""
    everything: bool = False  # every area and every year
    ticked: frozenset[int] = frozenset()
    ticked_strategies: frozenset[int] = frozenset()
    taken: frozenset[int] = frozenset()  # entries that a row typed for the plan began as


@dataclass(frozen=True)
class Offered:
    targets: list[dict]
    strategies: list[dict]
    more: bool  # there are more than are shown


def offered(user, plan, wish: Wish) -> Offered:
    """Five queries at most, however large the bank is."""
    found = list(targets(user, plan, wish)[: MOST + 1])
    figures = counting.figures_for(user, plan.school_id, found, year=wish.year)
    found.sort(
        key=lambda entry: (entry.pk not in wish.ticked, entry.misses, -figures.rank(entry.pk))
    )
    shown = found[:SHOWN]
    return Offered(
        [target_row(entry, plan, figures, wish) for entry in shown],
        [strategy_row(entry, wish) for entry in strategies(user, plan.school_id, wish)[:SHOWN]],
        len(found) > SHOWN,
    )


def targets(user, plan, wish: Wish):
    """Kept targets with `misses`: 0 fits area and year, 1 the area, 2 the year, 3 neither. None
    that the plan has already.
    """
    rows = BankTarget.objects.visible_to(user).kept().filter(school=plan.school_id)
    there = Target.objects.filter(plan=plan, removed_at=None, from_bank=OuterRef("pk"))
    rows = rows.filter(~Exists(there)).exclude(pk__in=wish.taken)
    here = Q(area__in=wish.areas) if wish.areas else Q(pk__gt=0)
    now = listing.in_year(wish.year) or Q(pk__gt=0)
    fits = listing.searched(rows, wish.q)
    if not wish.everything:
        ticked = Q(pk__in=wish.ticked)
        fits = rows.filter(ticked) | fits.filter(here & now)
    misses = Case(
        When(here & now, then=Value(0)),
        When(here, then=Value(1)),
        When(now, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    return fits.annotate(misses=misses).select_related("area").order_by("misses", "pk")


def strategies(user, school_id, wish: Wish):
    rows = Strategy.objects.visible_to(user).kept().filter(school=school_id)
    fits = listing.found_strategies(rows, wish.q)
    if not wish.everything and wish.areas:
        fits = fits.filter(Q(area__in=wish.areas) | Q(area=None))
    fits = fits | rows.filter(pk__in=wish.ticked_strategies)
    return fits.order_by("-weight", "words", "pk")


def target_row(entry, plan, figures, wish) -> dict:
    return {
        "pk": entry.pk,
        **texts_for(entry, plan),
        "about": f"{entry.area.name}, {listing.years_words(entry)}",
        "used": figures.words(entry.pk),
        "is_ticked": entry.pk in wish.ticked,
    }


def strategy_row(entry, wish) -> dict:
    is_ticked = entry.pk in wish.ticked_strategies
    return {"pk": entry.pk, "words": entry.words, "is_ticked": is_ticked}


def texts_for(entry, plan, review_on=None) -> dict:
    """The entry's texts with the child's name and the review date filled in."""
    own = {"name": plan.pupil.first_name, "review_on": review_on or plan.review_on}
    names = ("target", "criteria", "resources", "strategies", "plain_words")
    return {name: gaps.filled(getattr(entry, name), **own) for name in names}
