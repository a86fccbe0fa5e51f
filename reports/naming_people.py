"""Whose names no text may hold: the children of a school, their families, its staff.

Read for a check of words, not for a person: nothing of it is shown but what the writer typed.
"""

from accounts.models import User
from pupils.models import Contact, Pupil
from reports.naming import Known, Names, names_of

NAMES = ("legal_first_name", "preferred_first_name", "legal_last_name", "preferred_last_name")


def children(school) -> list[Known]:
    """All of them, also who left. One query."""
    rows = Pupil.objects.filter(school=school).order_by()
    columns = (*NAMES, "class_group__name", "year", "born_on", "upn")
    return [
        Known((first, called), (last, known_as), group or "", year, born, upn)
        for first, called, last, known_as, group, year, born, upn in rows.values_list(*columns)
    ]


def families(school) -> list[Known]:
    """Contacts, also former ones. One query."""
    rows = Contact.objects.filter(school=school).order_by()
    return [Known((first,), (last,)) for first, last in rows.values_list("first_name", "last_name")]


def staff(school) -> list[Known]:
    """Whoever holds or held a role here. Titles are no names. One query."""
    rows = User.objects.filter(memberships__school=school).order_by().distinct()
    return [_of_staff(name) for name in rows.values_list("name", flat=True)]


def _of_staff(name: str) -> Known:
    words = [word for word in name.split() if word.rstrip(".").casefold() not in TITLES]
    return Known(tuple(words[:-1]), tuple(words[-1:]))


TITLES = {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "dame", "rev"}


def names_of_school(school) -> Names:
    """What the SENCO's words for the board, and every other published text, are looked through
    for. One query.
    """
    return names_of(children(school))
