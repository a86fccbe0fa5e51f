"""Where the figures come from: raw counts, which only reports.board.counting may touch."""

from collections.abc import Mapping
from datetime import date

from reports.disclosure import Edition, Raw
from reports.figures import day as days
from reports.figures import moving, national


def tables(school, since: date, first: date, day: date) -> tuple[Raw, ...]:
    """since: from when movement counts; first: of the term; day: the one the figures are of."""
    return (*days.on_day(school, day), moving.between(school, since, day))


def moved(school, last: Edition, until: date) -> Mapping[str, int]:
    """For each table of the last edition: children who joined, left or changed in it since."""
    return moving.moved_since(school, last, until)


def of_england() -> list[dict]:
    """The newest figures of each kind, as reports.board.content has them."""
    newest = {}
    for each in national.FIGURES:
        place = (each.table, each.row, each.column)
        if each.row and national.beside(*place) == each:
            newest[place] = each
    return [
        {"table": each.table, "row": each.row, "column": each.column, "words": each.words,
         "of": each.of, "on": each.on, "source": each.source}
        for each in newest.values()
    ]  # fmt: skip
