"""Whether a text that everybody will read names a child. The one place where it is asked.

A name alone proves little ("Grace", "Hope", a teacher's surname): people are asked to look. A full
name is refused where the head approves.
"""

import re

from pupils.models import Pupil
from sendcase.text import folded

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SHORTEST = 3  # letters of a name that is looked for by itself: "Al" and "Jo" stand in every text
FIELDS = ("legal_first_name", "legal_last_name", "preferred_first_name", "preferred_last_name")
# Words that begin sentences and headings of such a text, and are names as well.
ORDINARY = {"will", "may", "mark", "grace", "hope", "faith", "joy", "art", "summer", "autumn",
            "april", "june", "august", "page", "read", "young", "best", "child", "day"}  # fmt: skip


def names_in(text: str, school) -> list[str]:
    """Names of children of this school, past ones too, that stand in the text. Those with a space
    in them are full names. The names of the school's own people (School) do not count.
    """
    return _found(text, school, _roll(school))


def places_of(texts: list[tuple[str, str]], school) -> list[tuple[str, list[str]]]:
    """(where, names) of the texts, given as (where, words), that hold any. One query."""
    roll = _roll(school)
    found = ((where, _found(words, school, roll)) for where, words in texts)
    return [(where, names) for where, names in found if names]


def _found(text, school, roll) -> list[str]:
    said = _plain(_without_staff(text, school))
    padded = f" {said} "
    capitals = {_word(word) for word in WORD.findall(text) if word[:1].isupper()}
    capitals &= set(said.split())
    full, single = {}, {}
    for legal_first, legal_last, first, last in roll:
        for given in filter(None, {legal_first, first}):
            for family in filter(None, {legal_last, last}):
                if f" {_plain(given)} {_plain(family)} " in padded:
                    full[f"{given} {family}"] = True
        for name in filter(None, (legal_first, legal_last, first, last)):
            if _stands_alone(folded(name), capitals):
                single[name] = True
    return sorted(full) + sorted(single.keys() - {w for name in full for w in name.split()})


def is_full(name: str) -> bool:
    return " " in name


def _stands_alone(name: str, capitals: set[str]) -> bool:
    return len(name) >= SHORTEST and name not in ORDINARY and name in capitals


def _roll(school) -> list[tuple]:
    return list(Pupil.objects.filter(school=school).order_by().values_list(*FIELDS).distinct())


def _without_staff(text: str, school) -> str:
    """Without the names that the school itself says of its head, SENCO and others."""
    ours = (school.head_name, school.senco_name, school.sen_governor_name,
            school.designated_teacher, school.safeguarding_lead)  # fmt: skip
    for name in filter(None, ours):
        text = text.replace(name, " · ")
        for word in WORD.findall(name.split(",")[0]):
            if len(word) >= SHORTEST:
                text = re.sub(rf"\b(Mr|Mrs|Ms|Miss|Mx|Dr)\.?\s+{re.escape(word)}\b", " · ", text)
    return text


def _plain(text: str) -> str:
    return " ".join(_word(word) for word in WORD.findall(text))


def _word(word: str) -> str:
    """Amina’s is Amina."""
    return folded(word).removesuffix("'s")
