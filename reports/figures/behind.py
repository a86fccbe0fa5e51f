"""The children behind a row, for people who may read the register of those children themselves.

Never for governors or a trust: they have no case access, and visible_to gives them nobody.
"""

from datetime import date

from accounts.permissions import Permission as P
from pupils.models import Pupil
from reports.figures import people
from reports.figures.day import sheets_of
from reports.figures.moving import sheet_of_moves
from reports.figures.sheets import Sheet

# Whoever looks behind a row of these needs more than the register.
NEEDS = {"groups": P.CONTEXT_VIEW}


def children_then(user, school, day: date, table_key: str, row: str, column: str = ""):
    """[(pupil, as reports.figures.people has them on that day)] of one row of a table of that day,
    as far as this person sees them, by name. An unknown table, row or column: nobody.
    """
    children = people.read(school, day)
    sheets = sheets_of(school, children, day)
    found = _seen(user, school, sheets, table_key, row, column)
    return [(pupil, children[pupil.pk]) for pupil in found]


def children_moved_then(user, school, since: date, until: date, row: str):
    """[(pupil, as on the later day; None where they were not on roll then)]."""
    then, now = people.read(school, since), people.read(school, until)
    sheet = sheet_of_moves(school, then, now, since, until)
    found = _seen(user, school, (sheet,), "movement", row, "")
    return [(pupil, now.get(pupil.pk)) for pupil in found]


def _seen(user, school, sheets: tuple[Sheet, ...], key: str, row: str, column: str):
    sheet = next((each for each in sheets if each.key == key), None)
    if sheet is None:
        return Pupil.objects.none()
    numbers = sheet.behind(row, column)
    pupils = Pupil.objects.visible_to(user, P.REGISTER_VIEW).filter(school=school, pk__in=numbers)
    if needed := NEEDS.get(key):
        pupils = pupils.filter(pk__in=Pupil.objects.visible_to(user, needed).values("pk"))
    return pupils.select_related("class_group").order_by("sort_key", "pk")
