"""Which letters share an envelope, and in which order they are printed. Pure.

Together only where the same names are written to at the same address by post: twins' letters to
one home. Half siblings' homes name different people, so they never share one. Language and size of
print do not matter: it is one family. By hand each child carries their own.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from letters import homes
from sendcase.text import folded, sort_key

POST, HAND = "post", "hand"
# Area, district, the rest: "WB12 2AB" → "wb", "12", "2ab"
POSTCODE = re.compile(r"^([a-z]{1,2})(\d{1,2}[a-z]?)\s*(\d[a-z]{2})$")


@dataclass(frozen=True)
class LetterToPost:
    """One letter on paper. address_lines: as printed, the postcode last; pages: of its PDF with
    everything enclosed; pupil_sort_key: Pupil.sort_key.
    """

    id: int
    to_name: str
    address_lines: tuple[str, ...]
    way: str
    class_name: str
    pupil_sort_key: str
    pages: int


@dataclass(frozen=True)
class Envelope:
    """letters: in the order in which they are put in, by pupil."""

    to_name: str
    address_lines: tuple[str, ...]
    way: str
    letters: tuple[LetterToPost, ...]

    @property
    def pages(self) -> int:
        return sum(letter.pages for letter in self.letters)


def plan(letters: Iterable[LetterToPost]) -> list[Envelope]:
    """Those that go by post first, street by street; then those by hand, class by class. What goes
    by e-mail is left out. A letter by post without an address has an envelope of its own.
    """
    groups: dict[tuple, list[LetterToPost]] = {}
    for letter in letters:
        if letter.way in (POST, HAND):
            groups.setdefault(_together(letter), []).append(letter)
    return sorted((_envelope(group) for group in groups.values()), key=_place)


def _together(letter) -> tuple:
    if letter.way == HAND or not letter.address_lines:
        return (letter.id,)
    return " ".join(letter.to_name.casefold().split()), homes.key_of(letter.address_lines)


def _envelope(group) -> Envelope:
    inside = tuple(sorted(group, key=lambda each: (each.pupil_sort_key, each.id)))
    first = inside[0]
    return Envelope(first.to_name, first.address_lines, first.way, inside)


def _place(envelope) -> tuple:
    first = envelope.letters[0]
    if envelope.way == HAND:
        return 1, _natural(first.class_name), first.pupil_sort_key, first.id
    street = envelope.address_lines[:-1] or envelope.address_lines
    postcode = envelope.address_lines[-1] if envelope.address_lines else ""
    return 0, _area(postcode), _street(street), sort_key(envelope.to_name), first.id


def _area(postcode) -> tuple:
    """WB2 before WB10, all of one district together; what is no postcode last."""
    found = POSTCODE.match(folded(postcode))
    if not found:
        return 1, "", ()
    area, district, _ = found.groups()
    return 0, area, _natural(district)


def _street(lines) -> tuple:
    """The street, then the number: a postman's order, not 10 before 9."""
    text = folded(" ".join(lines))
    words = " ".join(word for word in re.findall(r"[^\W_]+", text) if not word[0].isdigit())
    return words, _natural(text)


def _natural(text) -> tuple:
    """Numbers by their size: "3 Willow" before "10 Ash"."""
    return tuple(
        (0, int(part), "") if part.isdigit() and part.isascii() else (1, 0, part)
        for part in re.findall(r"\d+|\D+", folded(text))
    )
