"""A line of the head's page: a sentence, and the page on which it can be followed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """status: late, soon, done or "" ; word: what stands beside its icon."""

    words: str
    url: str = ""
    status: str = ""
    word: str = ""


@dataclass(frozen=True)
class Part:
    """lines: the worst first, at most so many; more: where all of them stand, in words."""

    key: str
    title: str
    lines: tuple[Line, ...]
    more: Line | None = None
    calm: str = ""  # what is said where there is no line


def part(key: str, title: str, lines, *, most: int, calm: str = "", url: str = "") -> Part:
    """Of more lines than `most` the first, and how many more there are behind `url`."""
    found = tuple(lines)
    left = len(found) - most
    more = Line(f"and {left} more", url) if left > 0 else None
    return Part(key, title, found[:most], more, calm)


def children(number: int) -> str:
    return "1 child" if number == 1 else f"{number} children"
