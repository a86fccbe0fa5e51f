"""Which of what is due somebody looks at: by pupil, kind and person."""

from urllib.parse import urlencode

from django.db.models import Q

from accounts.permissions import Role
from audit.typed import sign
from pupils.wording import words
from reminders.kinds import kinds
from reminders.today import WHOSE, Reader, open_deadlines, title_of

LONGEST = 100  # of each, as it stands in the address
MINE = "mine"


class Filters:
    """?q=amina&kind=review-plan&whose=17. A value that nothing has finds nothing: never a wider
    list. whose: "mine", a person's number or a role; only for who sees the whole school.
    """

    def __init__(self, reader: Reader, given):
        self.reader = reader
        asked = {name: given.get(name, "").strip()[:LONGEST] for name in ("q", "kind", "whose")}
        self.q, self.kind = asked["q"], asked["kind"]
        self.whose = asked["whose"] if reader.sees_all else ""
        self.everyone = reader.sees_all and self.whose != MINE

    def rows(self):
        """What is open, of the pupils asked for."""
        reader = self.reader
        found = open_deadlines(reader.user, reader.school, everyone=self.everyone)
        for word in words(self.q):
            found = found.filter(pupil__search_text__contains=word)
        return found

    def narrowed(self):
        """And of the kind and the person asked for."""
        found = self.rows()
        if self.kind:
            found = found.filter(kind=self.kind)
        return found.filter(self._theirs())

    def _theirs(self) -> Q:
        if self.whose in ("", MINE):
            return Q()
        if self.whose in Role:
            return Q(owner=None, owner_role=self.whose)
        number = self.whose if self.whose.isascii() and self.whose.isdigit() else ""
        return Q(owner=int(number)) if 0 < len(number) < 19 else Q(pk__in=[])

    def fits(self, row) -> bool:
        """What narrowed() says of this row of rows(), said of the row in hand: its kind, WHOSE."""
        if self.kind and row["kind"] != self.kind:
            return False
        return self.whose in ("", MINE, whose_of(row))

    @property
    def asks(self) -> bool:
        """More than for whatever is one's own."""
        return bool(self.q or self.kind or self.whose not in ("", MINE))

    @property
    def query(self) -> str:
        """As in the address; "" where nothing is asked."""
        asked = {"q": self.q, "kind": self.kind, "whose": self.whose}
        return urlencode({name: value for name, value in asked.items() if value})

    @property
    def kept_query(self) -> str:
        """What a saved list keeps: not whom somebody searched for."""
        asked = {"kind": self.kind, "whose": self.whose}
        return urlencode({name: value for name, value in asked.items() if value})

    def boxes(self, found=None) -> list[tuple]:
        """(name, label, [(value, words, chosen)]). found: of rows() the kinds and WHOSE."""
        found = list(self._each_once() if found is None else found)
        theirs = {row["kind"]: kinds[row["kind"]].words(None) for row in found}
        if self.kind:
            theirs.setdefault(self.kind, kind_words(self.kind))
        boxes = [("kind", "Kind of task", [("", "Every kind"), *_sorted(theirs)])]
        if self.reader.sees_all:
            people = {whose_of(row): title_of(row) for row in found}
            if self.whose not in ("", MINE):
                people.setdefault(self.whose, "Somebody with nothing due")
            ways = [("", "The whole school"), (MINE, "Mine"), *_sorted(people)]
            boxes.append(("whose", "Whose", ways))
        return [
            (name, label, [(value, said, value == getattr(self, name)) for value, said in ways])
            for name, label, ways in boxes
        ]

    def _each_once(self):
        return self.rows().order_by().values("kind", *WHOSE).distinct()

    def said(self, boxes) -> str:
        """Review the plan of a pupil, Mr A. Turner."""
        return ", ".join(
            said for _, _, ways in boxes for value, said, chosen in ways if value and chosen
        )


def logged(request) -> dict:
    """What was asked, for the audit log: whom somebody searched for only as a sign."""
    asked = {name: request.GET.get(name, "").strip()[:LONGEST] for name in ("q", "kind", "whose")}
    asked["q"] = sign(asked["q"])
    return {name: value for name, value in asked.items() if value}


def whose_of(row) -> str:
    return str(row["owner_id"] or row["owner_role"])


def kind_words(key: str) -> str:
    return kinds[key].words(None) if key in kinds else "A kind there is not"


def _sorted(ways: dict[str, str]) -> list[tuple[str, str]]:
    return sorted(ways.items(), key=lambda pair: pair[1].casefold())
