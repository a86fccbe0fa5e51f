"""What help cost and who paid for it, in a window of days. Pence."""

from collections import defaultdict

from provision.costs.counting import Sum, add_up, round_pounds
from provision.costs.funded import funding_of
from provision.costs.models import Funding
from provision.costs.reading import Book
from provision.costs.years import Year
from reports.amounts import RawAmounts, Unit
from reports.figures.term.staff import Line
from reports.figures.term.window import Window
from sendcase import moment

SPENT = "Help that took place"
# Money that comes in by a child's name.
NAMED = "Named for children"
# About no child. Top-up and what an EHC plan names are a child's, also where no child is named.
OF_NOBODY = (Funding.Source.NOTIONAL, Funding.Source.PUPIL_PREMIUM, Funding.Source.OTHER)


def spent(school, window: Window) -> RawAmounts:
    """Sessions that took place and what was charged, shared among the children who had them."""
    book, found = Book(school, Year(window.first, window.last)), Sum()
    add_up(book.given(), found)
    for charge, parts in book.once():
        if charge.from_on <= moment.today():
            found.add(charge.intervention_id, charge.pence, parts)
    rows = ((SPENT, dict(found.by_pupil)),)
    return RawAmounts("spent", "What help cost", Unit.PENCE, rows)


def brought_in(school, window: Window) -> RawAmounts:
    """Money that comes in for one child by name, the part of it that falls into these days."""
    found: dict[int, int] = defaultdict(int)
    for row, pence in _funding(school, window):
        if row.pupil_id:
            found[row.pupil_id] += pence
    rows = ((NAMED, dict(found)),)
    return RawAmounts("brought-in", "Money for children by name", Unit.PENCE, rows)


def of_the_school(school, window: Window) -> tuple[Line, ...]:
    """Money for the school as a whole, to the pound, and so from sources about no child alone."""
    found: dict[str, int] = defaultdict(int)
    for row, pence in _funding(school, window):
        if not row.pupil_id and row.source in OF_NOBODY:
            found[row.source] += pence
    return tuple(
        Line("money", source.label, round_pounds(found[source]))
        for source in OF_NOBODY
        if source in found
    )


def _funding(school, window: Window):
    return funding_of(school, Year(window.first, window.last))
