"""The years in which any day of ours lies. What is before or after them is a slip in the year.

EARLIEST is ours: no child here is older than thirty, and nothing of theirs was before them.
"""

from datetime import date

from django.core.exceptions import ValidationError

EARLIEST, LATEST = date(1990, 1, 1), date(2099, 12, 31)


def slip(*days: date | None) -> str:
    """What is wrong with the first of these days that cannot be meant; "" where none is."""
    wrong = (day for day in days if day and not EARLIEST <= day <= LATEST)
    first = next(wrong, None)
    return f"The year {first.year} cannot be right. Look at it again." if first else ""


def check(day: date) -> None:
    """Of every DateField (sendcase.words.use). Raises ValidationError."""
    if words := slip(day):
        raise ValidationError(words, code="year")
