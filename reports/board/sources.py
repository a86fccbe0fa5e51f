"""Where the figures come from: raw counts, which only reports.board.counting may touch.

Three kinds of tables: of a day; of what moved between two days; of the work of a term.
"""

from dataclasses import dataclass
from datetime import date

from reports import figures
from reports.amounts import RawAmounts
from reports.figures import moving, national
from reports.figures.phases import phases_of
from reports.figures.sheets import Sheet


@dataclass(frozen=True)
class Days:
    """What tables are of. since: the day after whose end movement counts; first: of the term; day:
    the one on whose end they were counted.
    """

    since: date
    first: date
    day: date

    def as_json(self) -> dict:
        return {name: value.isoformat() for name, value in vars(self).items()}

    @classmethod
    def of(cls, said: dict) -> "Days":
        return cls(**{name: date.fromisoformat(value) for name, value in said.items()})


def sheets(school, days: Days) -> tuple[Sheet, ...]:
    window = figures.Window(days.first, days.day)
    return (
        *figures.sheets_on(school, days.day),
        moving.sheet_between(school, days.since, days.day),
        *figures.sheets_of_term(school, window),
    )


def amounts(school, days: Days) -> tuple[RawAmounts, ...]:
    return figures.amounts_of_term(school, figures.Window(days.first, days.day))


def lines(school, days: Days) -> list[dict]:
    """About no child: {table, words, value}."""
    window = figures.Window(days.first, days.day)
    return [vars(line) for line in figures.staff_of_term(school, window)]


def of_england(school) -> list[dict]:
    """The figures that stand beside this school's, as reports.board.content has them."""
    return [
        {"table": each.table, "row": each.row, "column": each.column, "words": each.words,
         "of": each.of, "on": each.on, "source": each.source, "schools": each.schools.value}
        for each in national.beside(phases_of(school))
    ]  # fmt: skip
