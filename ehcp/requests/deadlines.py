"""Deadlines of needs assessments: ours, and those we wait for. Worked out from the rows alone."""

from ehcp import clock
from ehcp.deadlines import expect, keep
from ehcp.requests import dates
from ehcp.requests.models import AssessmentRequest, Consultation, Dispute
from reminders.kinds import Expected, Kind
from reminders.owners import SENCO

ADVICE, AUTHORITY, AFTER_NO = "ehc-advice", "ehc-authority", "ehc-after-no"
CONSULTATION, APPEAL = "ehc-consultation", "ehc-appeal"


def keep_request(row) -> None:
    """Open, move or close what hangs on this request. In the transaction of the change."""
    keep(ADVICE, row, dates.advice(row), owner=SENCO, is_done=row.advice_sent_on is not None)
    ended = row.state != row.State.DROPPED and dates.expected(row) is None
    keep(AUTHORITY, row, dates.expected(row), owner=SENCO, is_done=ended, is_waiting=True)
    due = dates.answer_to_no(row)
    keep(AFTER_NO, row, due, owner=SENCO, is_done=due is None, is_waiting=True)


def keep_consultation(row) -> None:
    due = clock.school_consult_reply(row.received_on)
    keep(CONSULTATION, row, due, owner=SENCO, is_done=row.replied_on is not None)


def appeal_open(row) -> bool:
    return row.appeal_on is None and row.ended_on is None


def keep_dispute(row) -> None:
    keep(APPEAL, row, dates.appeal(row), owner=SENCO, is_done=not appeal_open(row),
         is_waiting=True)  # fmt: skip


def _of_requests(ask, *, is_waiting=True):
    def recount(school_id: int) -> list[Expected]:
        rows = AssessmentRequest.objects.filter(school=school_id)
        return [expect(row, due, is_waiting=is_waiting) for row in rows if (due := ask(row))]

    return recount


def _advice(row):
    return None if row.advice_sent_on else dates.advice(row)


def recount_consultations(school_id: int) -> list[Expected]:
    rows = Consultation.objects.filter(school=school_id, replied_on=None)
    return [expect(row, clock.school_consult_reply(row.received_on)) for row in rows]


def recount_appeals(school_id: int) -> list[Expected]:
    rows = Dispute.objects.filter(school=school_id)
    return [expect(row, dates.appeal(row), is_waiting=True) for row in rows if appeal_open(row)]


def _request(deadline):
    return f"/ehc-requests/{deadline.object_id}/"


KINDS = [
    Kind(ADVICE, "Send the school’s advice about {pupil} to the authority", "Open", _request,
         _of_requests(_advice, is_waiting=False)),
    Kind(AUTHORITY, "The authority’s answer about {pupil}", "Open", _request,
         _of_requests(dates.expected)),
    Kind(AFTER_NO, "Hear whether the family of {pupil} goes to mediation or appeals", "Open",
         _request, _of_requests(dates.answer_to_no)),
    Kind(CONSULTATION, "Answer the authority’s consultation about {pupil}", "Open",
         lambda deadline: f"/ehc-consultations/{deadline.object_id}/", recount_consultations),
    Kind(APPEAL, "The family of {pupil} may appeal until then", "Open",
         lambda deadline: f"/ehc-disputes/{deadline.object_id}/", recount_appeals),
]  # fmt: skip
