"""What a family can speak of: a target, a plan, a decision. Upper apps register theirs.

A row is named by its type and number ("iep.target", 12), in a form as "iep.target:12".
"""

from collections.abc import Callable
from dataclasses import dataclass

LONGEST = 300  # of FamilyWord.about_words
MOST_DIGITS = 18


def nothing_earlier(pupils) -> dict[int, list[tuple[int, str]]]:
    """Where no row is carried on as another."""
    return {}


@dataclass(frozen=True)
class Subject:
    """One kind of row that words of a family stand beside.

    type: its label in lower case; title: over its choices ("A target"); choices(user, pupil) →
    [(number, words)] of this child's rows that the person may read; words(number) → the row in
    words today, "" where there is none; url(number) → where it stands, "" where there is none;
    earlier(pupils) → {number: [(number of a row it was carried from, what is said of words that
    stand there)]}, the nearest first: those words are shown beside the later row, too.
    """

    type: str
    title: str
    choices: Callable[[object, object], list[tuple[int, str]]]
    words: Callable[[int], str]
    url: Callable[[int], str]
    earlier: Callable[[list], dict[int, list[tuple[int, str]]]] = nothing_earlier


subjects: dict[str, Subject] = {}


def add_subject(subject: Subject) -> None:
    subjects[subject.type] = subject


def key_of(type_: str, number) -> str:
    return f"{type_}:{number}" if type_ and number else ""


def read_key(key: str) -> tuple[str, int | None]:
    """ "iep.target:12" → ("iep.target", 12); ("", None) for nothing, or what we do not know."""
    type_, _, number = key.partition(":")
    good = type_ in subjects and number.isascii() and number.isdigit()
    return (type_, int(number)) if good and len(number) <= MOST_DIGITS else ("", None)


def options(user, pupil) -> list[tuple[str, list[tuple[str, str]]]]:
    """The choices of a form, under their titles. A query for each kind."""
    found = []
    for subject in subjects.values():
        rows = subject.choices(user, pupil)
        if rows:
            named = [(key_of(subject.type, number), cut(words)) for number, words in rows]
            found.append((subject.title, named))
    return found


def words_of(type_: str, number) -> str:
    subject = subjects.get(type_)
    return cut(subject.words(number)) if subject and number else ""


def url_of(type_: str, number) -> str:
    subject = subjects.get(type_)
    return subject.url(number) if subject and number else ""


def cut(words: str) -> str:
    """One line that fits: it only names the row, whose own words stay where they are."""
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
