"""What the Department for Education published for England, to stand beside a school's figures.

Per cent in tenths: 148 is 14.8 %. Each with its day and where it was read. The Department counts
in January; a school's own figure of another month is not quite the same thing, and pages say so.
By phase it was read of support and plans together alone; of anything else, of all schools.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from reports.figures.day import ALL, PLAN, ROLL, SUPPORT, SUPPORTED

DFE_2026 = "DfE, Special educational needs in England, January 2026, as reported by nasen"
DFE_2025 = "DfE, Special educational needs in England, January 2025"


class Schools(StrEnum):
    """Which of England's schools a figure is of."""

    ALL = "All schools"
    NURSERY = "Nursery schools"
    PRIMARY = "Primary schools"
    SECONDARY = "Secondary schools"


@dataclass(frozen=True)
class National:
    """table and row: of reports.figures.day; SUPPORTED of “provision” is both its parts together.
    of: the whole.
    """

    table: str
    row: str
    column: str
    tenths: int
    on: str
    source: str
    of: str = ROLL
    schools: Schools = Schools.ALL

    @property
    def words(self) -> str:
        return f"{self.tenths // 10}.{self.tenths % 10} %"


FIGURES = (
    National("provision", SUPPORTED, "Children", 194, "Jan 2026", DFE_2026,
             schools=Schools.PRIMARY),
    National("provision", SUPPORTED, "Children", 176, "Jan 2026", DFE_2026,
             schools=Schools.SECONDARY),
    National("provision", SUPPORTED, "Children", 191, "Jan 2026", DFE_2026,
             schools=Schools.NURSERY),
    National("provision", SUPPORT, "Children", 148, "Jan 2026", DFE_2026),
    National("provision", PLAN, "Children", 60, "Jan 2026", DFE_2026),
    National("type", "Autistic spectrum disorder", PLAN, 336, "Jan 2025", DFE_2025, of=ALL),
    National("type", "Speech, language and communication needs", SUPPORT, 257, "Jan 2025",
             DFE_2025, of=ALL),
    National("sex", "Boys", PLAN, 710, "Jan 2025", DFE_2025, of=ALL),
    National("sex", "Boys", SUPPORT, 610, "Jan 2025", DFE_2025, of=ALL),
    National("groups", "Free school meals", PLAN, 438, "Jan 2025", DFE_2025, of=ALL),
    National("groups", "Free school meals", SUPPORT, 393, "Jan 2025", DFE_2025, of=ALL),
)  # fmt: skip


def beside(phases: Collection[Schools]) -> list[National]:
    """What stands beside a school of these phases (reports.figures.phases): a figure of each of
    them where there is one, else that of all schools.
    """
    places = dict.fromkeys((each.table, each.row, each.column) for each in FIGURES)
    return [each for place in places for each in _at(place, phases)]


def _at(place: tuple[str, str, str], phases: Collection[Schools]) -> list[National]:
    here = [each for each in FIGURES if (each.table, each.row, each.column) == place]
    own = [each for each in here if each.schools in phases]
    return own or [each for each in here if each.schools == Schools.ALL]
