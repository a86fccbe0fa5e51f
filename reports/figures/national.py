"""What the Department for Education published for England, to stand beside a school's figures.

Per cent in tenths: 148 is 14.8 %. Each with its day and where it was read. The Department counts
in January; a school's own figure of another month is not quite the same thing, and pages say so.
"""

from dataclasses import dataclass

DFE_2026 = "DfE, Special educational needs in England, January 2026, as reported by nasen"
DFE_2025 = "DfE, Special educational needs in England, January 2025"


@dataclass(frozen=True)
class National:
    """table and row: of reports.figures.day. phase: "" for all schools together. of: the whole."""

    table: str
    row: str
    column: str
    tenths: int
    on: str
    source: str
    of: str = "All children"
    phase: str = ""

    @property
    def words(self) -> str:
        return f"{self.tenths // 10}.{self.tenths % 10} %"


FIGURES = (
    National("provision", "EHC plan", "Children", 60, "Jan 2026", DFE_2026),
    National("provision", "SEN support", "Children", 148, "Jan 2026", DFE_2026),
    National("provision", "EHC plan", "Children", 53, "Jan 2025", DFE_2025),
    National("provision", "SEN support", "Children", 142, "Jan 2025", DFE_2025),
    National("provision", "", "Children", 194, "Jan 2026", DFE_2026, phase="primary"),
    National("provision", "", "Children", 176, "Jan 2026", DFE_2026, phase="secondary"),
    National("provision", "", "Children", 191, "Jan 2026", DFE_2026, phase="nursery"),
    National("provision", "", "Children", 182, "Jan 2025", DFE_2025, phase="primary"),
    National("provision", "", "Children", 165, "Jan 2025", DFE_2025, phase="secondary"),
    National("provision", "", "Children", 188, "Jan 2025", DFE_2025, phase="nursery"),
    National("type", "Autistic spectrum disorder", "EHC plan", 336, "Jan 2025", DFE_2025,
             of="All with support"),
    National("type", "Speech, language and communication needs", "SEN support", 257, "Jan 2025",
             DFE_2025, of="All with support"),
    National("sex", "Boys", "EHC plan", 710, "Jan 2025", DFE_2025, of="All with support"),
    National("sex", "Boys", "SEN support", 610, "Jan 2025", DFE_2025, of="All with support"),
    National("groups", "Free school meals", "EHC plan", 438, "Jan 2025", DFE_2025,
             of="All with support"),
    National("groups", "Free school meals", "SEN support", 393, "Jan 2025", DFE_2025,
             of="All with support"),
)  # fmt: skip


def beside(table: str, row: str, column: str, phase: str = "") -> National | None:
    """The newest figure for a cell, or None. With row "" of provision: support and plans
    together, by phase.
    """
    place = (table, row, column, phase)
    found = [each for each in FIGURES
             if (each.table, each.row, each.column, each.phase) == place]  # fmt: skip
    return max(found, key=lambda each: each.on.split()[::-1], default=None)
