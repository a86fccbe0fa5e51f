"""The same for a cover teacher: two minutes' reading. What matters most in whole sentences, then
one line for each child; what is too much is named, and stands on the lesson sheet.
"""

from dataclasses import dataclass

from iep.lesson import labels, sentences
from iep.lesson.merging import ESSENTIAL, Entry
from iep.lesson.sheet import Sheet

MOST_WORDS = 380  # of 400: two minutes at 200 words a minute, headings counted
HEADINGS = 70  # what stands on the page besides: title, headings, the safeguarding line
SENTENCES, ESSENTIALS = 5, 8
MOST_NAMED = 6
LONG = 24  # words of one line; what is longer ends with "…"


@dataclass
class Cover:
    """essential, important: sentences; children: (label, line); others: labels."""

    essential: list[str]
    important: list[str]
    children: list[tuple[str, str]]
    others: list[str]


def of_sheet(sheet: Sheet, said: str) -> Cover:
    """said: what stands at the top, which counts as well."""
    first = [entry for entry in sheet.entries if entry.weight >= ESSENTIAL][:ESSENTIALS]
    rest = [entry for entry in sheet.entries if entry not in first]
    then = rest[: max(0, SENTENCES - len(first))]
    # Whoever has no line of their own is named at the end: room for all names is kept.
    left = MOST_WORDS - HEADINGS - count(said) - count(" ".join(sheet.called.values()))
    essential, left = within(left, [(entry, sentence(entry, sheet)) for entry in first])
    important, left = within(left, [(entry, sentence(entry, sheet)) for entry in then])
    above = [entry for entry, _ in essential + important]
    own = dict(within(left, own_lines(sheet.entries, above, sheet.called))[0])
    named = {pk for entry in above for pk in named_in(entry, sheet)} | set(own)
    return Cover(
        [words for _, words in essential], [words for _, words in important],
        [(label, own[pk]) for pk, label in sheet.called.items() if pk in own],
        [label for pk, label in sheet.called.items() if pk in sheet.spoken_of - named],
    )  # fmt: skip


def sentence(entry: Entry, sheet: Sheet) -> str:
    names = [label for pk, label in sheet.called.items() if pk in entry.pupils]
    return sentences.whole(shortened(entry), labels.some(names, MOST_NAMED))


def named_in(entry: Entry, sheet: Sheet) -> list[int]:
    """Whom the sentence names; of very many it counts the rest (labels.some)."""
    found = [pk for pk in sheet.called if pk in entry.pupils]
    return found if len(found) <= MOST_NAMED + 1 else found[:MOST_NAMED]


def own_lines(entries, above, called) -> list[tuple[int, str]]:
    """Pupil number → what ranks highest of what is not said above; most important first."""
    found: dict[int, str] = {}
    for entry in entries:
        if entry not in above:
            for pk in called:
                if pk in entry.pupils and pk not in found:
                    found[pk] = shortened(entry).words
    return list(found.items())


def shortened(entry: Entry) -> Entry:
    words = entry.words.split()
    if len(words) <= LONG:
        return entry
    return Entry(f"{' '.join(words[:LONG])} …", entry.need_words, entry.weight, entry.pupils)


def within(left: int, said: list[tuple]) -> tuple[list[tuple], int]:
    """As many of (what, words), in order, as `left` words hold; and the words left then."""
    kept = []
    for what, words in said:
        if count(words) > left:
            break
        left -= count(words)
        kept.append((what, words))
    return kept, left


def count(words: str) -> int:
    return len(words.split())
