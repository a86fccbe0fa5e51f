"""The children behind a row, for people who may read the register of those children themselves.

Never for governors or a trust: they have no case access, and visible_to gives them nobody.
"""

from datetime import date

from accounts.permissions import Permission as P
from pupils.models import Pupil
from reports.figures.day import sheets_on
from reports.figures.moving import sheet_between
from reports.figures.sheets import Sheet
from reports.figures.term import Window, sheets_of_term

# Whoever looks behind a row of these needs more than the register.
NEEDS = {
    "groups": P.CONTEXT_VIEW, "letters": P.LETTER_VIEW, "referrals": P.REFERRAL_VIEW,
    "meetings": P.PARENT_MEETING_VIEW, "plan-reviews": P.PLAN_VIEW, "annual-reviews": P.EHC_VIEW,
    "help": P.PROVISION_VIEW, "impact": P.MEASURE_VIEW, "complaints": P.COMPLAINT_VIEW,
}  # fmt: skip


def children_by(user, school, day: date, table_key: str, row: str, column: str = ""):
    """Pupils of one row of a table of that day, as far as this person sees them, by name.

    An unknown table, row or column: nobody.
    """
    return _seen(user, school, sheets_on(school, day), table_key, row, column)


def children_moved(user, school, since: date, until: date, row: str):
    return _seen(user, school, (sheet_between(school, since, until),), "movement", row, "")


def children_of_term(user, school, window: Window, table_key: str, row: str, column: str = ""):
    return _seen(user, school, sheets_of_term(school, window), table_key, row, column)


def _seen(user, school, sheets: tuple[Sheet, ...], key: str, row: str, column: str):
    sheet = next((each for each in sheets if each.key == key), None)
    if sheet is None:
        return Pupil.objects.none()
    numbers = sheet.behind(row, column)
    pupils = Pupil.objects.visible_to(user, P.REGISTER_VIEW).filter(school=school, pk__in=numbers)
    if needed := NEEDS.get(key):
        pupils = pupils.filter(pk__in=Pupil.objects.visible_to(user, needed).values("pk"))
    return pupils.select_related("class_group").order_by("sort_key", "pk")
