"""An entry of the bank is about no child: the name of one is refused (docs/decisions/bank.md).

A name is a first or last name of a pupil on roll here, and counts
- with a capital letter inside a sentence, whatever else it means ("ask Will to read");
- at the start of a sentence or line, unless it is an ordinary word ("Will use cards");
- in small letters, if it is a first name of four letters or more and no ordinary word.
Months and weekdays count only beside the child's other name. Nobody learns by typing who is a pupil
here: each is told of the children they see, and whoever approves a proposal of all.
"""

import calendar
import re
from pathlib import Path

from pupils.models import Pupil
from sendcase.edits import IllegalMove
from sendcase.text import folded

FIRST = ("legal_first_name", "preferred_first_name")
LAST = ("legal_last_name", "preferred_last_name")
WORD = re.compile(r"[^\W\d_]+(?:[’'\-][^\W\d_]+)*")
STARTS = re.compile(r"(?:^|[.!?:;]|\n)[\s\"“‘(•*–-]*$")
SHORTEST_SMALL = 4
CALENDAR = {word.casefold() for word in (*calendar.month_name, *calendar.day_name) if word}
# First and last names that are words a plan may begin a sentence with, or write small.
LIST = Path(__file__).resolve().parent / "ordinary_words.txt"
ORDINARY = CALENDAR | set(LIST.read_text(encoding="utf-8").split())


class NamesSomebody(IllegalMove):
    """A text holds the name of a pupil of the school."""

    def __init__(self, word):
        super().__init__(
            f"“{word}” is the name of a pupil here, and the bank is about no child. "
            "Write {name} in its place, or use another word."
        )


def refuse_names(school_id, *texts, by) -> None:
    """Raise NamesSomebody for the first name of a pupil whom `by` sees. One query."""
    texts = [text for text in texts if text]
    if not texts:
        return
    first, last = names_of(school_id, by)
    for text in texts:
        if word := first_name_in(text, first, last):
            raise NamesSomebody(word)


def names_of(school_id, by) -> tuple[set[str], set[str]]:
    """(first names, last names) of pupils on roll, folded, each word of a double name apart."""
    rows = Pupil.objects.visible_to(by).filter(school=school_id).on_roll()
    rows = rows.values_list(*FIRST, *LAST)
    first, last = set(), set()
    for row in rows:
        first.update(_words(" ".join(row[:2])))
        last.update(_words(" ".join(row[2:])))
    return first, last


def _words(names: str) -> list[str]:
    return [folded(word[0]) for word in WORD.finditer(names) if len(word[0]) > 1]


def first_name_in(text: str, first: set[str], last: set[str]) -> str:
    """The first word of the text that is used as a name, "" where none is."""
    found = [
        (word[0], _plain(word[0]), _starts(text, word.start())) for word in WORD.finditer(text)
    ]
    for place, (word, key, starts) in enumerate(found):
        after = found[place + 1] if place + 1 < len(found) else None
        whole = key in first and after and after[1] in last and after[0][0].isupper()
        if whole and word[0].isupper():
            return f"{word} {after[0]}"
        if _is_name(word, key, starts, first, last):
            return word
    return ""


def _plain(word: str) -> str:
    """Folded, without the "’s" of whose it is."""
    return re.sub(r"'s$", "", folded(word))


def _starts(text: str, at: int) -> bool:
    return bool(STARTS.search(text[:at]))


def _is_name(word, key, starts, first, last) -> bool:
    if key not in first and key not in last:
        return False
    if word[0].isupper():
        return key not in CALENDAR and not (starts and key in ORDINARY)
    return key in first and key not in ORDINARY and len(key) >= SHORTEST_SMALL


def without_names(text: str, pupil) -> str:
    """The child's own names made the gap {name}: for a target on its way into the bank."""
    whole = sorted(
        {pupil.name, pupil.legal_name, pupil.first_name, pupil.legal_first_name}, key=len
    )
    for name in reversed([each for each in whole if each]):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "{name}", text)
    for name in {pupil.last_name, pupil.legal_last_name} - {""}:
        text = re.sub(rf"(?:\{{name\}} )?(?<!\w){re.escape(name)}(?!\w)", "{name}", text)
    return text
