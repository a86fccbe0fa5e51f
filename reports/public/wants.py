"""What of a document is missing, carried over, or old."""

from dataclasses import dataclass
from datetime import date

from reports.public import reading
from schools import wording
from sendcase import moment, months

MISSING, CARRIED, OLD, DONE = "missing", "carried", "old", "done"


@dataclass(frozen=True)
class Look:
    """How a section stands. on: since when it is as it is, where that is known."""

    part: object  # outlines.Section
    row: object  # PublicSection, None where the outline got it later
    state: str
    on: date | None

    @property
    def words(self) -> str:
        if self.state == MISSING:
            return "Not written"
        if self.state == CARRIED:
            return f"From last year, dated {wording.day(self.on)}"
        if self.state == OLD:
            return f"Older than a year: {wording.day(self.on)}"
        return "Done"


def looks(document, sections=None, lines=None) -> list[Look]:
    """Each section of the outline in its order."""
    sections = reading.sections_of(document) if sections is None else sections
    lines = reading.lines_of(document) if lines is None else lines
    return [_look(part, sections.get(part.key), lines) for part in document.about.sections]


def _look(part, row, lines) -> Look:
    if not _is_there(part, row, lines):
        return Look(part, row, MISSING, None)
    if row.carried_on:
        return Look(part, row, CARRIED, row.carried_on)
    if row.checked_on and months.later(row.checked_on, 12) < moment.today():
        return Look(part, row, OLD, row.checked_on)
    return Look(part, row, DONE, row.checked_on)


def _is_there(part, row, lines) -> bool:
    if row is None:
        return False
    if part.kind == "budget":
        return bool(lines)
    return bool(row.words) and (part.kind != "named" or bool(row.name))


def missing(document) -> list:
    """Sections of the outline that say nothing yet."""
    return [look.part for look in looks(document) if look.state == MISSING]


def listed(looks) -> list[dict]:
    """What to look at before it is approved, in sentences."""
    return [
        {"title": look.part.words, "key": look.part.key, "words": look.words}
        for look in looks
        if look.state != DONE
    ]
