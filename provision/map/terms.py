"""The terms of a school, as the map asks for them."""

from dataclasses import dataclass
from datetime import date, timedelta

from schools.calendar import Span, after_summer
from schools.models import Term
from sendcase import moment

UNKNOWN = timedelta(weeks=13)  # a school that has entered no terms: a quarter of a year


@dataclass(frozen=True)
class Asked:
    """The term shown, and those beside it (None at the ends)."""

    term: Span
    before: Span | None
    after: Span | None
    is_made_up: bool = False


def terms_of(school) -> list[Span]:
    rows = Term.objects.filter(school=school).values_list("name", "starts_on", "ends_on")
    return [Span(*row) for row in rows.order_by("starts_on")]


def asked(school, day: str = "") -> Asked:
    """The term that begins on the day of the address (?term=2026-09-07), else today's or the next.

    Without terms: thirteen weeks from the Monday of this week.
    """
    terms = terms_of(school)
    if not terms:
        return made_up()
    chosen = next((at for at, term in enumerate(terms) if str(term.starts_on) == day), None)
    if chosen is None:
        today = moment.today()
        chosen = next((at for at, term in enumerate(terms) if term.ends_on >= today),
                      len(terms) - 1)  # fmt: skip
    return Asked(
        terms[chosen],
        terms[chosen - 1] if chosen else None,
        terms[chosen + 1] if chosen + 1 < len(terms) else None,
    )


def made_up() -> Asked:
    today = after_summer(moment.today())
    first = today - timedelta(days=today.weekday())
    return Asked(Span("The next thirteen weeks", first, first + UNKNOWN), None, None, True)


def part_of(term: Span, first: date, last: date | None) -> bool:
    """Whether something from first to last (None: it goes on) reaches into the term."""
    return first <= term.ends_on and (last is None or last >= term.starts_on)
