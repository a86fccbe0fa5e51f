"""The words that the board reads name no child: reports.naming, with the children of the school.
What the school says of itself stays sayable, also where a child is called so.
"""

from collections.abc import Iterable

from reports import naming
from reports.naming_own import with_own
from reports.naming_people import names_of_school
from sendcase.edits import IllegalMove

ALL = object()  # every word that was asked about: somebody said before that it is no name
SURE = " The board reads of no child."
ASKED = " Tick it below if it is not, or use another word."


def known(school) -> naming.Names:
    """What the words are looked through for. Two queries."""
    return with_own(names_of_school(school), school)


def refuse(school, texts: Iterable[str], asked) -> None:
    """Raise IllegalMove for a name, and for a word that may be one and is not in `asked`."""
    texts = list(filter(None, texts))
    names = known(school) if texts else None
    for each in (each for text in texts for each in naming.look(text, names)):
        if each.is_certain:
            raise IllegalMove(each.sentence + SURE)
        if asked is not ALL and each.words not in asked:
            raise IllegalMove(each.sentence + ASKED)
