"""The year in which money is counted: from April or from September. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Year:
    first: date
    last: date

    @property
    def name(self) -> str:
        return f"{self.first.year}–{(self.first.year + 1) % 100:02d}"

    def beside(self, step: int) -> "Year":
        return year_from(self.first.year + step, self.first.month)


def year_from(year: int, first_month: int) -> Year:
    first = date(year, first_month, 1)
    return Year(first, date(year + 1, first_month, 1) - timedelta(days=1))


def year_with(day: date, first_month: int) -> Year:
    return year_from(day.year if day.month >= first_month else day.year - 1, first_month)
