"""How much fits on half a page. Measured for static/letters/lesson.css; a test prints and looks."""

from dataclasses import dataclass
from math import ceil

from iep.lesson import labels, sentences
from iep.lesson.merging import Entry

ROOM = 121.0  # mm for the entries and the line about the others
LINE, GAP = 4.4, 0.85  # mm: a line of 9.5 pt, the space under an entry
LETTERS = 112.0  # average small letters in a line, words kept whole
SMALL = 0.88  # names beside the words of an entry
MOST_NAMED = 12  # children named in the line about the others


@dataclass(frozen=True)
class Row:
    """One entry as the page and the paper show it."""

    words: str
    who: list[str]
    is_essential: bool
    pupils: frozenset[int]

    @property
    def names(self) -> str:
        return ", ".join(self.who)

    @property
    def height(self) -> float:
        return lines(width(self.words) + 2 + SMALL * width(self.names)) * LINE + GAP


def rows(entries: list[Entry], called: dict[int, str], essential: int) -> list[Row]:
    """called: pupil number → label, in the order of the class."""
    return [
        Row(
            sentences.on_sheet(entry),
            [label for pk, label in called.items() if pk in entry.pupils],
            entry.weight >= essential, frozenset(entry.pupils),
        )
        for entry in entries
    ]  # fmt: skip


def width(text: str) -> float:
    """In average small letters. Wide ones count for more, so that an estimate errs to one side."""
    return sum(_wide(letter) for letter in text)


def _wide(letter: str) -> float:
    if ord(letter) > 0x0590:  # scripts whose letters are wider, or joined: no finer guess
        return 2.0
    if letter in "mwMW@%—":
        return 1.8
    return 1.35 if letter.isupper() or ord(letter) > 0x0370 else 1.0


def lines(wide: float) -> int:
    return max(1, ceil(wide / LETTERS))


def fitted(found: list[Row], called: dict[int, str]) -> tuple[list[Row], list[Row]]:
    """(those that fit on half a page, the others). Ranked ones first: none is passed over."""
    room, most = ROOM, 0
    for row in found:
        room -= row.height
        if room < 0:
            break
        most += 1
    if most == len(found):
        return found, []
    while most and _height(found[:most]) + _height_of_note(found[most:], called) > ROOM:
        most -= 1
    return found[:most], found[most:]


def _height(found) -> float:
    return sum(row.height for row in found)


def _height_of_note(more, called) -> float:
    return lines(width(about_more(more, called))) * LINE + GAP


def about_more(more: list[Row], called: dict[int, str]) -> str:
    """ "and 3 more, for Amina and Ben: see their plans and pages"."""
    if not more:
        return ""
    whose = frozenset().union(*(row.pupils for row in more))
    names = labels.some([label for pk, label in called.items() if pk in whose], MOST_NAMED)
    return f"and {len(more)} more, for {names}: see their plans and pages"
