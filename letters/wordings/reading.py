"""How hard the words of a letter are to read, with something in the fields. Pure."""

import re

from letters import markup, merge
from sendcase.prose import AIM_GRADE, Said, grade, hard_words, long_sentence

MARKS = re.compile(r"^(#{1,6}\s+|>\s?|[-*+]\s+|\d+[.)]\s+)|\*\*|__", re.M)
CONTACTS = ("sendiass", "local_offer")


def read_aloud(texts: dict[str, str], values: dict[str, str]) -> str:
    """Subject, body and slip as somebody reads them: fields filled, no marks of Markdown."""
    parts = [markup.without_empty_lines(texts[part], values) for part in merge.PARTS]
    return MARKS.sub("", merge.plain("\n".join(parts), values))


def grade_of(texts: dict[str, str], values: dict[str, str]) -> float | None:
    """Flesch–Kincaid grade of an English letter; None where there is too little text."""
    return grade(Said(read_aloud(texts, values)))


def remarks(texts: dict[str, str], values: dict[str, str]) -> dict:
    """What the editor says of the words: {grade, is_hard, words, long}. Asks nothing of anybody.

    grade is a whole number, or None; words: at most five that are hard to read aloud.
    """
    said = Said(read_aloud(texts, values))
    level = grade(said)
    given = {word.casefold() for name, value in values.items() for word in Said(value).words
             if name not in CONTACTS}  # fmt: skip
    is_hard = level is not None and level > AIM_GRADE
    long = long_sentence(said)
    return {
        "grade": None if level is None else max(1, round(level)),
        "is_hard": is_hard,
        "words": hard_words(said, given)[:5] if is_hard else [],
        "long": long[0] if long else "",
    }
