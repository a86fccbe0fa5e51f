"""What can be asked of the lists of the bank, and what they show."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.db.models import Exists, OuterRef, Q

from iep.bank.matching import key_of
from iep.bank.models import BankTarget, Strategy, StrategyPhrase
from schools.models import Area, YearGroup

STATES = {
    "kept": "In the bank",
    "proposed": "Proposed",
    "retired": "No longer offered",
}
# Years by which a child can be found: a bank entry for none of them is for every year.
YEARS = [year for year in YearGroup.values if year not in {"X", "M"}]
SEARCHED = ("target", "criteria", "resources", "strategies", "plain_words")
MOST_WORDS = 8
TARGETS, STRATEGIES = ("area__order", "pk"), ("words", "pk")  # in which order


@dataclass(frozen=True)
class Asked:
    """What the address asks."""

    area: Area | None
    year: str
    show: str
    q: str
    areas: tuple[Area, ...]

    @property
    def sentence(self) -> str:
        """ "Cognition and learning, Year 3, with “phonics”"; "" where nothing is narrowed."""
        parts = [self.area.name] if self.area else []
        parts += [YearGroup(self.year).label] if self.year else []
        parts += [f"with “{self.q}”"] if self.q else []
        return ", ".join(parts)

    def tabs(self, base: str) -> list[dict]:
        own = {"area": self.area.pk if self.area else "", "year": self.year, "q": self.q}
        kept = {name: value for name, value in own.items() if value}
        return [
            {"title": words, "url": f"{base}?{urlencode({'show': key, **kept})}",
             "here": key == self.show}
            for key, words in STATES.items()
        ]  # fmt: skip


def asked(request, school) -> Asked:
    """Raises BadRequest for what no link or box of ours asks."""
    areas = tuple(school.areas.filter(is_used=True))
    by_number = {str(area.pk): area for area in areas}
    area, year = request.GET.get("area", ""), request.GET.get("year", "")
    show, q = request.GET.get("show", "kept"), request.GET.get("q", "")
    if area and area not in by_number or year and year not in YEARS or show not in STATES:
        raise BadRequest("filter")
    return Asked(by_number.get(area), year, show, clean_search(q), areas)


def clean_search(q: str) -> str:
    return "".join(letter for letter in q if letter.isprintable()).strip()[:100]


def targets(user, school, what: Asked):
    rows = BankTarget.objects.visible_to(user).filter(school=school, state=what.show)
    if what.area:
        rows = rows.filter(area=what.area)
    if what.year:
        rows = rows.filter(in_year(what.year))
    return searched(rows, what.q).select_related("area")


def strategies(user, school, what: Asked):
    rows = Strategy.objects.visible_to(user).filter(school=school, state=what.show)
    if what.area:
        rows = rows.filter(Q(area=what.area) | Q(area=None))
    return found_strategies(rows, what.q).select_related("area").prefetch_related("phrases")


def in_year(year: str) -> Q:
    """Entries for a span of years that holds this one, and those for every year."""
    if year not in YEARS:
        return Q()
    at = YEARS.index(year)
    return Q(from_year__in=["", *YEARS[: at + 1]]) & Q(to_year__in=["", *YEARS[at:]])


def searched(rows, q: str):
    """Each word of the search stands somewhere in the entry."""
    for word in q.split()[:MOST_WORDS]:
        each = Q()
        for name in SEARCHED:
            each |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(each)
    return rows


def found_strategies(rows, q: str):
    """By their own words or another phrase for them."""
    for word in key_of(q).split()[:MOST_WORDS]:
        other = StrategyPhrase.objects.filter(
            strategy=OuterRef("pk"), removed_at=None, key__contains=word
        )
        rows = rows.filter(Q(key__contains=word) | Exists(other))
    return rows


def years_words(entry) -> str:
    """ "Year 1 to Year 2", "Year 3", "Every year"."""
    first, last = entry.from_year, entry.to_year
    if not first and not last:
        return "Every year"
    if first == last:
        return entry.get_from_year_display()
    if not first:
        return f"Up to {entry.get_to_year_display()}"
    if not last:
        return f"From {entry.get_from_year_display()}"
    return f"{entry.get_from_year_display()} to {entry.get_to_year_display()}"


def target_row(entry, figures) -> dict:
    return {
        "url": f"/bank-targets/{entry.pk}/",
        "target": entry.target,
        "area": entry.area.name,
        "years": years_words(entry),
        "used": figures.words(entry.pk),
    }


def strategy_row(entry) -> dict:
    others = [phrase.words for phrase in entry.phrases.all() if phrase.removed_at is None]
    return {
        "url": f"/strategies/{entry.pk}/",
        "words": entry.words,
        "area": entry.area.name if entry.area else "Every area",
        "weight": entry.get_weight_display(),
        "others": ", ".join(others),
    }
