"""Words for people: dates, ages; and how names are found (O'Neil as oneil, Ó as o)."""

import re
from functools import lru_cache

from sendcase.text import folded


def words(value: str) -> list[str]:
    """The words of a name or a search, without accents, apostrophes and hyphens."""
    plain = re.sub(r"[-‐-―/_]+", " ", folded(value))
    return [word for part in plain.split() if (word := re.sub(r"[^\w]+", "", part))]


def search_text(*names: str) -> str:
    """Every word of every name once: each word of a search must be part of it."""
    return " ".join(dict.fromkeys(word for name in names for word in words(name)))[:500]


def called(legal_first, legal_last, preferred_first="", preferred_last="") -> str:
    """The name a pupil goes by: the preferred one where there is one."""
    return f"{preferred_first or legal_first} {preferred_last or legal_last}".strip()


@lru_cache(maxsize=4096)
def day_text(day) -> str:
    """Tue 24 Nov 2026; nothing for no day. For lists: the template filter costs more."""
    return f"{day:%a} {day.day} {day:%b %Y}" if day else ""


def age_text(born_on, today) -> str:
    """8 years 3 months. Who was born on 29 February has a birthday on 1 March."""
    months = (today.year - born_on.year) * 12 + today.month - born_on.month
    months -= today.day < born_on.day
    if months < 0:
        return ""
    return f"{counted(months // 12, 'year')} {counted(months % 12, 'month')}"


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
