"""What a school says of itself stays sayable, also where a child is called so: its people by their
whole name or with their title, its own name, its authority, the agencies and the help it has.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from agencies.models import Agency
from provision.interventions.models import Programme
from reports.naming import Names
from reports.naming_people import TITLES
from reports.naming_words import WORD, keys_of_name, keys_of_word
from schools.models import Trust

PEOPLE = ("head_name", "senco_name", "sen_governor_name", "designated_teacher",
          "safeguarding_lead")  # fmt: skip
ENDS = re.compile(r"[,;:(\d]| [–-] ")  # after a name: how to reach them
TITLE = rf"(?:{'|'.join(sorted(TITLES))})\b\.?"


def with_own(names: Names, school) -> Names:
    """The same names, with what this school says of itself let pass. One query.

    A whole name passes. A part of it alone (“Mary” of St Mary’s, a teacher’s last name without
    “Mr”) is asked about.
    """
    ours, things = (school.name, school.local_authority), _things(school)
    people = [ENDS.split(getattr(school, field))[0] for field in PEOPLE]
    last = [words[-1] for name in people if (words := without_title(name))]
    single = [name for name in things if len(WORD.findall(name)) == 1]
    passing = [
        *(phrase for name in (*ours, *things) if (phrase := _of_thing(name, names))),
        *(phrase for name in people for phrase in _of_person(name)),
    ]
    own = set().union(*map(keys_of_name, [*ours, *single, *last]))
    return replace(names, passing=_any_of(passing), own=own)


def _things(school) -> list[str]:
    """Names of its trust, its agencies, and the help it gives."""
    asked = (
        Trust.objects.filter(schools=school), Agency.objects.filter(school=school),
        Programme.objects.filter(school=school),
    )  # fmt: skip
    first, *more = (rows.order_by().values_list("name", flat=True) for rows in asked)
    return list(first.union(*more))


def without_title(name: str) -> list[str]:
    words = [match[0] for match in WORD.finditer(name)]
    return [word for word in words if word.casefold() not in TITLES]


def _of_thing(name: str, names: Names) -> str:
    """ "" for one word, and for what holds a child’s whole name."""
    words = [match[0] for match in WORD.finditer(name)]
    keys = [keys_of_word(word) for word in words]
    is_child = any(
        (one, other) in names.pairs
        for before, after in zip(keys, keys[1:], strict=False)
        for one in before
        for other in after
    )
    return "" if len(words) < 2 or is_child else _phrase(words)


def _of_person(name: str) -> Iterable[str]:
    """The whole name, where it is more than initials; and the last one after a title."""
    words = without_title(name)
    if not words:
        return
    if len(words) > 1 and all(len(word) > 1 for word in words):
        yield _phrase(words)
    yield rf"{TITLE}\s+(?:[^\W\d_]\.?\s+)*{_phrase(words[-1:])}"


def _phrase(words: list[str]) -> str:
    """Words as they are typed: either apostrophe, any signs and spaces between them."""
    return r"[\s\W]{1,3}".join(re.sub("[’']", "[’']", re.escape(word)) for word in words)


def _any_of(phrases: list[str]) -> re.Pattern | None:
    longest_first = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)", re.I) if phrases else None
