"""Counting in calendar months."""

from calendar import monthrange
from datetime import date


def later(day: date, months: int) -> date:
    """The same day so many months later; where that month is shorter, its last day.

    29 Feb 2024 and 12 months: 28 Feb 2025. Raises OverflowError or ValueError beyond year 9999.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
