"""The work of a term: fixed tables of children, of amounts, and of what is about no child."""

from reports.amounts import RawAmounts
from reports.disclosure import Raw
from reports.figures.sheets import Sheet
from reports.figures.term import asking, disagreeing, families, giving, money, reviews, staff
from reports.figures.term.window import Window

__all__ = ["Window", "amounts_of_term", "of_term", "sheets_of_term", "staff_of_term"]


def sheets_of_term(school, window: Window) -> tuple[Sheet, ...]:
    """Each counts children, never letters or meetings: one child with ten letters is one child."""
    return (
        reviews.of_plans(school, window), reviews.annual(school, window),
        families.meetings(school, window), families.letters(school, window),
        asking.referrals(school, window), asking.complaints(school, window),
        disagreeing.disagreements(school, window),
        giving.help_given(school, window), giving.impact(school, window),
    )  # fmt: skip


def of_term(school, window: Window) -> tuple[Raw, ...]:
    return tuple(sheet.raw() for sheet in sheets_of_term(school, window))


def amounts_of_term(school, window: Window) -> tuple[RawAmounts, ...]:
    """Minutes, pence and means, child by child: they leave only through reports.amounts."""
    return (
        giving.minutes(school, window), money.spent(school, window),
        money.brought_in(school, window), giving.gains(school, window),
        asking.waiting(school, window),
    )  # fmt: skip


def staff_of_term(school, window: Window) -> tuple[staff.Line, ...]:
    """About no child: it may leave as it is."""
    return (*staff.trained(school, window), *money.of_the_school(school, window))
