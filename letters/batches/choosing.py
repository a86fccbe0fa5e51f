"""Who gets a letter: of a question about pupils, of a pasted list, or one pupil."""

import re
from dataclasses import dataclass, field

from accounts.permissions import Permission
from letters.purposes import purposes
from pupils.filters import Filters
from pupils.models import Pupil
from pupils.wording import called

MOST = 1000  # children on one page
MOST_LINES = 250  # of a pasted list: their numbers must fit into an address
NAMES = ("legal_first_name", "legal_last_name", "preferred_first_name", "preferred_last_name")
NUMBER = re.compile(r"\d{1,12}", re.ASCII)


def groups() -> list[tuple[str, list]]:
    """(heading, purposes) of those a person may begin from the list, for a family."""
    found: dict[str, list] = {"Invitations": [], "Letters that ask for agreement": [],
                              "Other letters": []}  # fmt: skip
    for purpose in purposes.values():
        if purpose.by_hand and not purpose.outside:
            found[_heading(purpose)].append(purpose)
    return [(heading, rows) for heading, rows in found.items() if rows]


def outside() -> list:
    """Purposes that a person may begin for somebody outside the family, about one child."""
    return [each for each in purposes.values() if each.by_hand and each.outside]


def _heading(purpose) -> str:
    if purpose.consent:
        return "Letters that ask for agreement"
    return "Invitations" if purpose.meets else "Other letters"


def purpose_of(key: str):
    """The purpose a person may begin; None for any other."""
    purpose = purposes.get(key)
    return purpose if purpose and purpose.by_hand and not purpose.outside else None


def in_reach(user, school):
    """Whom this person may write about: a teacher those they teach, the SENCO everybody here."""
    return Pupil.objects.visible_to(user, Permission.LETTER_PREPARE).filter(school=school)


@dataclass
class Chosen:
    """Whom the address asks for. words: how they were chosen, without a name."""

    user: object
    school: object
    query: dict
    pupils: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, request, school):
        asked = [int(n) for n in NUMBER.findall(request.GET.get("pupils", ""))[: MOST_LINES + 1]]
        return cls(request.user, school, request.GET, asked)

    @property
    def filters(self) -> Filters:
        if not hasattr(self, "_filters"):
            self._filters = Filters(self.query, user=self.user, school=self.school)
        return self._filters

    @property
    def rows(self):
        """Those on roll of them whom this person may write about, as a queryset."""
        reach = in_reach(self.user, self.school).on_roll()
        if self.pupils:
            return reach.filter(pk__in=self.pupils)
        return self.filters.narrow(reach)

    @property
    def words(self) -> str:
        if self.pupils:
            return "A list of names" if len(self.pupils) > 1 else "One child"
        said = self.filters.said(without=("sort", "q")) if self.filters.is_valid() else []
        return ", ".join(said) or "Everybody on roll"

    @property
    def is_one(self) -> bool:
        return len(self.pupils) == 1

    def choices(self) -> list[tuple[int, str]]:
        """(number, name and class) of at most MOST + 1, in the order of names."""
        columns = ("pk", *NAMES, "class_group__name")
        found = self.rows.order_by("sort_key", "pk").values_list(*columns)[: MOST + 1]
        return [(pk, _named(names, group)) for pk, *names, group in found]


def _named(names, group) -> str:
    return f"{called(*names)}, {group}" if group else called(*names)


def pasted(user, school, text: str) -> tuple[list[int], list[str]]:
    """(numbers found, lines that name nobody or several). A line is a name, as it is shown or as
    the school's record has it, or an admission number.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    known: dict[str, set[int]] = {}
    columns = ("pk", "admission_number", *NAMES)
    for pk, number, *names in in_reach(user, school).on_roll().values_list(*columns):
        first, last = names[0], names[1]
        for called_as in (number, called(*names), f"{first} {last}", f"{last} {first}"):
            if called_as:
                known.setdefault(plain(called_as), set()).add(pk)
    found, unclear = [], []
    for line in lines:
        hits = known.get(plain(line), set())
        if len(hits) == 1:
            found += hits
        else:
            unclear.append(line)
    return list(dict.fromkeys(found)), unclear


def plain(text: str) -> str:
    """ "Brightwater, Amina" and "brightwater amina" are the same."""
    return " ".join(re.sub(r"[^\w’'-]+", " ", text.casefold()).split())
