"""Dates of birth in free words, however they are written. Pure."""

import calendar
import re
from collections.abc import Iterable
from datetime import date

MONTHS = {
    name.casefold(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
END = r"(?:st|nd|rd|th)?"
SIGN = r"(?: ?[./\-‐‑–—] ?| )"  # between the numbers of a day
FORMS = (
    re.compile(rf"(?<!\d)(?P<d>\d{{1,2}}){SIGN}(?P<m>\d{{1,2}}){SIGN}(?P<y>\d{{4}}|\d{{2}})(?!\d)"),
    re.compile(rf"(?<!\d)(?P<y>\d{{4}}){SIGN}(?P<m>\d{{1,2}}){SIGN}(?P<d>\d{{1,2}})(?!\d)"),
    re.compile(
        rf"(?<!\d)(?P<d>\d{{1,2}}){END}[ ./\-‐‑–]*(?:of )?(?P<m>{MONTH})"
        r"[., /\-‐‑–’']*(?P<y>\d{4}|\d{2})?(?!\d)",
        re.I,
    ),
    re.compile(
        rf"(?<!\w)(?P<m>{MONTH})[. ]+(?:the )?(?P<d>\d{{1,2}}){END}"
        r"(?:[, ’']+(?P<y>\d{4}|\d{2}))?(?!\d)",
        re.I,
    ),
)
BORN = re.compile(r"\b(?:born|birthday|birth|dob|d\.o\.b|turn(?:s|ed)?)\b", re.I)
NEAR = 30  # characters


def birthdays_in(text: str, births: set[date]) -> Iterable[tuple[str, int]]:
    """(words, place) of each date that is one of these; without its year only near "born"."""
    days = {(each.day, each.month) for each in births}
    for form in FORMS:
        for match in form.finditer(text):
            day, month = int(match["d"]), _month(match["m"])
            if not match["y"]:
                near = BORN.search(text[max(match.start() - NEAR, 0) : match.end() + NEAR])
                if near and (day, month) in days:
                    yield match[0].strip(), match.start()
            elif any(_same(each, day, month, match["y"]) for each in births):
                yield match[0].strip(), match.start()


def _month(words: str) -> int:
    return MONTHS.get(words.casefold(), 0) or (int(words) if words.isdigit() else 0)


def _same(born: date, day: int, month: int, year: str) -> bool:
    return (born.day, born.month) == (day, month) and str(born.year).endswith(year)
