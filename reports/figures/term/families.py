"""Families met and written to. Children are counted, not meetings or letters."""

from django.db.models import Q

from letters.models import Letter
from provision.models import ParentMeeting
from register.models import RegisterEntry
from reports.figures.day import CHILDREN, SUPPORTED
from reports.figures.sheets import Sheet
from reports.figures.term.window import Window
from schools.models import Census

MET, NOT_MET = "Family met", "Family not met yet"
WRITTEN, ANSWERED, SILENT = "Family had a letter", "At least one answered", "None answered yet"


def meetings(school, window: Window) -> Sheet:
    """Children on roll with SEN support or a plan on the last day, and whether a meeting with the
    family was held in the window (SEND Code of Practice 6.65). Two queries.
    """
    entries = RegisterEntry.objects.filter(
        Q(pupil__left_on=None) | Q(pupil__left_on__gte=window.last),
        Q(pupil__admitted_on=None) | Q(pupil__admitted_on__lte=window.last),
        school=school, census_code__in=(Census.K, Census.E),
    ).held_on(window.last)  # fmt: skip
    days = {"held_on__gte": window.first, "held_on__lte": window.last}
    held = ParentMeeting.objects.held().filter(school=school, **days).order_by()
    met = set(held.values_list("pupil", flat=True))
    cells = {
        pupil: frozenset({(SUPPORTED, 0), (MET if pupil in met else NOT_MET, 0)})
        for pupil in entries.order_by().values_list("pupil", flat=True)
    }
    rows = (MET, NOT_MET, SUPPORTED)
    return Sheet("meetings", "Meetings with families", CHILDREN, rows, SUPPORTED, True, cells,
                 names={(SUPPORTED, 0): SUPPORTED})  # fmt: skip


def letters(school, window: Window) -> Sheet:
    """Letters to families that went out in the window; answered until now. One query."""
    rows = Letter.objects.filter(
        school=school, other_name="", issued_on__gte=window.first, issued_on__lte=window.last
    ).exclude(state=Letter.State.WITHDRAWN)
    answered: dict[int, bool] = {}
    for pupil, reply in rows.order_by().values_list("pupil", "reply__received_on"):
        answered[pupil] = answered.get(pupil, False) or reply is not None
    cells = {
        pupil: frozenset({(WRITTEN, 0), (ANSWERED if has else SILENT, 0)})
        for pupil, has in answered.items()
    }
    words = (ANSWERED, SILENT, WRITTEN)
    return Sheet("letters", "Letters home", CHILDREN, words, WRITTEN, True, cells)
