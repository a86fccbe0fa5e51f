"""How children are called on a sheet: first names or initials, each told apart from the others."""

from collections import Counter
from collections.abc import Callable, Iterable

NAMES, INITIALS = "names", "initials"
LETTERS = 4  # of a first name, before equal initials are numbered


def of(pupils, choice: str) -> dict[int, str]:
    """Pupil number → label, no two alike. choice: NAMES or INITIALS."""
    return _told_apart(pupils, _initials() if choice == INITIALS else _names())


def _names() -> list[Callable]:
    """Amina; where two are called so Amina B, then the whole name."""
    return [
        lambda pupil: pupil.first_name,
        lambda pupil: f"{pupil.first_name} {pupil.last_name[:1]}".strip(),
        lambda pupil: pupil.name,
    ]


def _initials() -> list[Callable]:
    """AB; where two have these AmB, then AmiB."""
    return [
        lambda pupil, letters=letters: pupil.first_name[:letters] + pupil.last_name[:1]
        for letters in range(1, LETTERS + 1)
    ]


def _told_apart(pupils: Iterable, ways: list[Callable]) -> dict[int, str]:
    """The first way that tells a child apart; those alike in every way are numbered."""
    rest, found, taken = list(pupils), {}, set()
    for way in ways:
        counts = Counter(way(pupil) for pupil in rest)
        alone = {p.pk: way(p) for p in rest if counts[way(p)] == 1 and way(p) not in taken}
        found |= alone
        taken |= set(alone.values())
        rest = [pupil for pupil in rest if pupil.pk not in alone]
    for pupil in rest:
        label, number = ways[-1](pupil), 1
        while (numbered := f"{label} {number}") in taken:
            number += 1
        found[pupil.pk] = numbered
        taken.add(numbered)
    return found


def listed(words: list[str]) -> str:
    """A, B and C."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def some(words: list[str], most: int) -> str:
    """As `listed`, with "and 5 others" after the first `most`."""
    if len(words) <= most + 1:
        return listed(words)
    return f"{', '.join(words[:most])} and {len(words) - most} others"
