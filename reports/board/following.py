"""What becomes of a report where its term's days are put right, or its term becomes another."""

from django.db.models import F, Q

from audit import log
from reports.board.models import BoardEdition
from reports.board.services import NOTHING
from sendcase import edits

State = BoardEdition.State


def follow_terms(school_id: int, by) -> None:
    """In the transaction of the change. A report that is not published yet is of the term as it is
    now, and where somebody had confirmed it they do so again. One whose term has other days
    altogether, as where last year's row was written over, keeps its own and belongs to no term.
    """
    rows = BoardEdition.objects.filter(school=school_id, term__isnull=False)
    changed = ~Q(starts_on=F("term__starts_on"), ends_on=F("term__ends_on"))
    for found in rows.filter(changed).select_related("term"):
        row, term = edits.locked(BoardEdition, found.pk), found.term
        if term.starts_on > row.ends_on or term.ends_on < row.starts_on:
            _save(row, by, term=None)
        elif row.state != State.PUBLISHED:
            days = {"term_name": term.name, "starts_on": term.starts_on, "ends_on": term.ends_on}
            _save(row, by, state=State.DRAFT, **days, **NOTHING)


def _save(row, by, **changes) -> None:
    days = [row.starts_on, row.ends_on]
    edits.save(row, **changes)
    detail = {
        "days": [days, [row.starts_on, row.ends_on]],
        "belongs": [True, row.term_id is not None],
    }
    log.record("board_report.followed", target=row, by=by, school_id=row.school_id, detail=detail)
