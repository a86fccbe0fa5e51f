"""The words a SENCO writes for the board name no child. One check: reports.disclosure's."""

from collections.abc import Iterable

from iep.bank import names as bank
from pupils.models import Pupil
from sendcase.edits import IllegalMove

ALL = object()  # every word that was asked about: somebody said before that it is no name
NAMED = "“{}” is the name of a child here, and the board reads of no child. Use other words."
ASKED = "“{}” is also the name of a child here. Use another word, or say below that it is none."


def found(school_id: int, text: str) -> tuple[list[str], list[str]]:
    """(names, words that are also names) in the text, as written."""
    rows = Pupil.objects.filter(school=school_id).values_list(*bank.FIRST, *bank.LAST)
    first, last = set(), set()
    for row in rows:
        first.update(bank._words(" ".join(row[:2])))
        last.update(bank._words(" ".join(row[2:])))
    word = bank.first_name_in(text, first, last)
    return ([word] if word else []), []


def refuse(school_id: int, texts: Iterable[str], asked) -> None:
    """Raise IllegalMove for a name, and for a word that may be one and is not in `asked`."""
    for text in filter(None, texts):
        named, maybe = found(school_id, text)
        if named:
            raise IllegalMove(NAMED.format(named[0]))
        if asked is not ALL and (open_ones := [word for word in maybe if word not in asked]):
            raise IllegalMove(ASKED.format(open_ones[0]))
