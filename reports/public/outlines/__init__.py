"""What a public document is made of, as data. A third one is a third file: no code names one."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
KEYS = ("sen-information-report", "inclusion-strategy")
KINDS = ("text", "named", "budget")


@dataclass(frozen=True)
class Section:
    """One page to write. kind: text; named: the school gives it its title, too; budget: with a
    table of costs. sources: keys of reports.public.suggestions.
    """

    key: str
    heading: str
    title: str = ""  # "" where the heading has this one section
    hint: str = ""
    kind: str = "text"
    sources: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        return self.title or self.heading


@dataclass(frozen=True)
class Outline:
    """key: also its public address (/p/<school>/<key>/); address: for staff (/<school>/<address>/).

    obligation: the kind of schools.owed that is met by publishing it, "" for none: then it has a
    deadline of its own, first on first_due. months: until it is due again. must_stand: the sentence
    that says why it may not be missing from the website for long.
    """

    key: str
    title: str
    address: str
    hint: str
    lead: str
    law: str
    must_stand: str
    months: int
    sections: tuple[Section, ...]
    obligation: str = ""
    first_due: date | None = None

    def section(self, key: str) -> Section | None:
        return next((each for each in self.sections if each.key == key), None)


@cache
def read(key: str) -> Outline:
    """Raises LookupError for a name that is none."""
    if key not in KEYS:
        raise LookupError(f"no public document is called {key}")
    data = tomllib.loads((FOLDER / f"{key}.toml").read_text(encoding="utf-8"))
    sections = tuple(
        Section(**row | {"sources": tuple(row.get("sources", ()))}) for row in data.pop("sections")
    )
    return Outline(key=key, sections=sections, **data)


def every() -> list[Outline]:
    return [read(key) for key in KEYS]
