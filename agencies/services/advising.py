"""Advice comes: by post, or written here by the outside person; read, its points written out."""

from datetime import date

from django.db import transaction
from django.db.models import Max

from accounts.permissions import Permission as P
from agencies import days, deadlines, states
from agencies.models import Advice, Agency, AgencyRequest, Recommendation
from agencies.services.telling import locked, locked_advice, note, record, refuse_day, tell
from pupils import documents
from pupils.leaving import has_gone
from pupils.models import Document, Pupil
from sendcase import edits, moment
from sendcase.edits import IllegalMove

MOST = 30  # recommendations of one advice
LONGEST_POINT = 800  # characters
NEEDS_TEXT = "Write what was advised, or add the paper it came on."
TOO_MANY = f"Write {MOST} recommendations at most, each on a line of its own."
SHUT = "This case is not open to you any more. What you wrote was not kept."


@transaction.atomic
def receive(*, row, received_on: date, from_whom, by, summary="", paper=None, points=(),
            version=None) -> Advice:  # fmt: skip
    """Advice on a request; whoever writes it down has read it.

    paper: a pupils.papers.Paper; points: the recommendations as they said them. Raises Stale;
    IllegalMove where nothing is with the agency, or for a day before it was asked.
    """
    row = locked(row, version)
    refuse_day(received_on, row.asked_on, "they were asked")
    about = {"pupil": row.pupil, "agency": row.agency, "request": row}
    return _of_request(row, by, points, paper, _read(by), received_on=received_on,
                       from_whom=from_whom, summary=summary, **about)  # fmt: skip


@transaction.atomic
def receive_unasked(*, pupil, agency, received_on: date, from_whom, by, summary="", paper=None,
                    points=()) -> Advice:  # fmt: skip
    """A report that nobody here asked for. Raises IllegalMove."""
    pupil = edits.locked(Pupil, pupil.pk)
    agency = edits.locked(Agency, agency.pk)
    if agency.school_id != pupil.school_id:
        raise IllegalMove("Choose an agency of your directory.")
    refuse_day(received_on, None)
    return _keep(by, points, paper, _read(by), pupil=pupil, agency=agency, request=None,
                 received_on=received_on, from_whom=from_whom, summary=summary)  # fmt: skip


@transaction.atomic
def receive_here(*, row, by, summary="", paper=None, points=()) -> Advice:
    """The outside person writes it here; the SENCO is still to read it. Raises IllegalMove where
    the case is not open to them any more.
    """
    row = locked(row)
    if not AgencyRequest.objects.open_to(by).filter(pk=row.pk).exists():
        raise IllegalMove(SHUT)
    return _of_request(
        row, by, points, paper, {"is_by_guest": True}, received_on=moment.today(),
        from_whom=by.name, summary=summary, pupil=row.pupil, agency=row.agency, request=row,
    )  # fmt: skip


@transaction.atomic
def read(*, advice, by, version=None) -> Advice:
    """The SENCO has read what came. Raises Stale; IllegalMove where somebody had."""
    row = locked_advice(advice, version)
    if row.read_at:
        raise IllegalMove("Somebody has read this already.")
    edits.save(row, **_read(by))
    record(row, "agency_advice.read", by, {"read": [None, by.pk]})
    deadlines.keep_advice(row)
    return row


@transaction.atomic
def add_points(*, advice, points, by, version=None) -> list[Recommendation]:
    """Recommendations that stand in the paper, written out. Raises Stale, IllegalMove."""
    row = locked_advice(advice, version)
    if not points:
        raise IllegalMove("Write at least one recommendation.")
    edits.save(row)
    made = _points(row, points)
    record(row, "agency_advice.written_out", by, {"points": [0, len(made)]})
    deadlines.keep_advice(row)
    return made


def _read(by) -> dict:
    return {"read_by": by, "read_at": moment.now()}


def _of_request(row, by, points, paper, more, **fields) -> Advice:
    after = states.check(row, "advise")
    found = _keep(by, points, paper, more, **fields)
    before = row.state
    edits.save(row, state=after)
    tell(row, "advised", by, {"state": [before, after], "advice": [None, found.pk]})
    return found


def _keep(by, points, paper, more, **fields) -> Advice:
    pupil = fields["pupil"]
    if paper is None and not fields["summary"].strip():
        raise IllegalMove(NEEDS_TEXT)
    if has_gone(pupil.left_on) and more.get("is_by_guest"):
        raise IllegalMove(SHUT)
    school, on = pupil.school, fields["received_on"]
    row = Advice.objects.create(
        school_id=pupil.school_id, recorded_by=by, paper=_paper(fields, paper, by),
        decide_by=days.school_days(school, on, days.DECIDE_DAYS),
        tell_by=days.school_days(school, on, days.TELL_DAYS), **more, **fields,
    )  # fmt: skip
    _points(row, points)
    detail = {"agency": [None, row.agency_id], "paper": [None, row.paper_id],
              "points": [0, len(points)]}  # fmt: skip
    record(row, "agency_advice.received", by, detail)
    deadlines.keep_advice(row)
    note(row, f"Advice came: {row.agency.name}", on)
    return row


def _paper(fields, paper, by) -> Document | None:
    """The report is for who reads reports: never for the class."""
    if paper is None:
        return None
    return documents.store(
        pupil=fields["pupil"], title=f"Advice: {fields['agency'].name}", data=paper.data, by=by,
        media_type=paper.media_type, needs=P.AGENCY_VIEW,
    )  # fmt: skip


def _points(row, points) -> list[Recommendation]:
    last = row.recommendations.aggregate(last=Max("position"))["last"] or 0
    if last + len(points) > MOST:
        raise IllegalMove(TOO_MANY)
    if any(len(words) > LONGEST_POINT for words in points):
        raise IllegalMove(f"Keep each recommendation under {LONGEST_POINT} characters.")
    return [
        Recommendation.objects.create(
            school_id=row.school_id, pupil=row.pupil, advice=row, position=last + n, words=words
        )
        for n, words in enumerate(points, start=1)
    ]
