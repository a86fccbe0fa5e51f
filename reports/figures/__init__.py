"""Counts of a school, as they are: they leave only through reports.disclosure and reports.amounts.

A day: on_day, history. Between two days: between. A term: of_term, amounts_of_term, staff_of_term.
With the children in them, for editions that keep their cells: sheets_on, sheets_of_term, kept,
moves, next_edition. The names behind a row: reports.figures.behind, which asks who looks. Nothing
here is filtered by a person, so no view may show it unprotected.
"""

from reports.figures.day import on_day, sheets_on
from reports.figures.moving import between
from reports.figures.sheets import kept, moves, next_edition
from reports.figures.term import (
    Window,
    amounts_of_term,
    of_term,
    sheets_of_term,
    staff_of_term,
)
from reports.figures.unknown import first_record, history

__all__ = [
    "Window", "amounts_of_term", "between", "first_record", "history", "kept", "moves",
    "next_edition", "of_term", "on_day", "sheets_of_term", "sheets_on", "staff_of_term",
]  # fmt: skip
