"""The tables of one day, or of two days beside each other with what moved between them."""

from dataclasses import dataclass
from datetime import date

from reports import figures
from reports.figures import people
from reports.figures.day import areas_of, tables_of
from reports.figures.moving import sheet_of_moves
from reports.figures.sheets import Sheet
from schools.models import Stage
from sendcase.snapshot import one_moment

MOVED = "movement"


@dataclass(frozen=True)
class Told:
    """first: the school's first dated record, None where there is none. days: what is asked for,
    the earlier first; sheets: the tables of each. moves: None for one day.
    """

    first: date | None
    days: tuple[date, ...]
    sheets: tuple[tuple[Sheet, ...], ...] = ()
    moves: Sheet | None = None

    @property
    def too_early(self) -> tuple[date, ...]:
        """Days before which nothing was written down: of them nothing is known."""
        return tuple(day for day in self.days if self.first is None or day < self.first)


@one_moment()
def read(school, days: tuple[date, ...]) -> Told:
    """Twenty queries for two days, at any size. No tables where one of them is too early."""
    told = Told(figures.first_record(school), days)
    if told.too_early:
        return told
    children = [people.read(school, day) for day in days]
    stages = Stage.objects.filter(school=school).order_by("order", "pk")
    names = dict(stages.values_list("pk", "name"))
    areas = areas_of(school)
    pairs = zip(children, days, strict=True)
    sheets = tuple(tables_of(found, day, names, areas) for found, day in pairs)
    moves = sheet_of_moves(school, *children, *days) if len(days) == 2 else None
    return Told(told.first, days, sheets, moves)
