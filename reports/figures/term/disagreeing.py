"""Disagreements: with what the school wrote or decided, and with the authority about EHC plans."""

from collections import defaultdict
from collections.abc import Mapping

from django.db.models import Q

from ehcp.requests.models import Dispute
from letters.models import FamilyWord
from reports.figures.day import CHILDREN
from reports.figures.sheets import Sheet
from reports.figures.term.window import Window

DISAGREED = "A family disagreed"
SCHOOL = "About what the school wrote or decided"
ASSESSMENT = "About an assessment or a new EHC plan"
CONTENT = "About what an EHC plan says"
CHANGE = "About changing or ending an EHC plan"
MEDIATION, APPEAL = "Mediation with the authority", "Appeal against the authority"
OPEN, ENDED = "Not settled yet", "Answered or ended"
ROWS = (SCHOOL, ASSESSMENT, CONTENT, CHANGE, MEDIATION, APPEAL, OPEN, ENDED, DISAGREED)
About = Dispute.About
KINDS = {
    About.ASSESS: ASSESSMENT, About.PLAN: ASSESSMENT, About.CONTENT: CONTENT,
    About.PLACEMENT: CONTENT, About.AMEND: CHANGE, About.CEASE: CHANGE,
}  # fmt: skip


def disagreements(school, window: Window) -> Sheet:
    """Children whose family disagreed on some day of the window. Two queries."""
    stands: dict[int, set[str]] = defaultdict(set)
    _with_the_school(school, window, stands)
    _with_the_authority(school, window, stands)
    return sheet_of(stands)


def sheet_of(stands: Mapping[int, set[str]]) -> Sheet:
    """stands: pupil number → rows. A child of several kinds stands in each of them; one with
    anything that is not settled on the last day, among those alone. Pure.
    """
    cells = {
        pupil: frozenset((words, 0) for words in _rows_of(found)) for pupil, found in stands.items()
    }
    return Sheet(
        "disagreements", "Disagreements", CHILDREN, ROWS, DISAGREED, cells=cells,
        names={(DISAGREED, 0): DISAGREED}, sums=((DISAGREED, (OPEN, ENDED)),),
        within=(SCHOOL, ASSESSMENT, CONTENT, CHANGE), covers=True,
    )  # fmt: skip


def _rows_of(found: set[str]) -> set[str]:
    rows = found | {DISAGREED}
    return rows - {ENDED} if OPEN in rows else rows


def _with_the_school(school, window: Window, stands: dict[int, set[str]]) -> None:
    """From the day it was said until the day it was answered."""
    rows = FamilyWord.objects.standing().filter(
        Q(answered_on=None) | Q(answered_on__gte=window.first),
        school=school, kind=FamilyWord.Kind.DISAGREEMENT, said_on__lte=window.last,
    )  # fmt: skip
    for pupil, ended in rows.order_by().values_list("pupil", "answered_on"):
        stands[pupil] |= {SCHOOL, _state(ended, window)}


def _with_the_authority(school, window: Window, stands: dict[int, set[str]]) -> None:
    """From the authority's letter until its end; mediation and appeal as far as they had come."""
    rows = Dispute.objects.filter(
        Q(ended_on=None) | Q(ended_on__gte=window.first),
        school=school, letter_on__lte=window.last,
    ).order_by()  # fmt: skip
    for row in rows.only("pupil", "about", "ended_on", "mediation_asked_on", "mediation_on",
                         "appeal_on"):  # fmt: skip
        stands[row.pupil_id] |= {KINDS[About(row.about)], _state(row.ended_on, window)}
        if any(day and day <= window.last for day in (row.mediation_asked_on, row.mediation_on)):
            stands[row.pupil_id].add(MEDIATION)
        if row.appeal_on and row.appeal_on <= window.last:
            stands[row.pupil_id].add(APPEAL)


def _state(ended_on, window: Window) -> str:
    return ENDED if ended_on and ended_on <= window.last else OPEN
