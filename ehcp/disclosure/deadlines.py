"""Deadlines of a disclosure: the second person decides, and what may go is sent. No day of the law:
what waits here holds up a Tribunal, a court or a family. Worked out from the row alone.
"""

from datetime import date

from accounts.permissions import Role
from ehcp import counting
from ehcp.clock import Due, Force
from ehcp.deadlines import expect
from ehcp.deadlines import keep as keep_one
from ehcp.disclosure.models import Disclosure
from reminders.kinds import Expected, Kind
from reminders.owners import SENCO, Owner
from sendcase.moment import LONDON

State = Disclosure.State
SECOND, SEND = "ehc-disclosure-second", "ehc-disclosure-send"
HEAD = Owner(owner_role=Role.HEAD)  # holds EHC_DISCLOSE_SECOND
DECIDE_DAYS = SEND_DAYS = 5  # working days


def keep(row) -> None:
    """Open, move or close both as the row stands. In the transaction of the change."""
    keep_one(SECOND, row, second(row), owner=HEAD, is_done=row.second_by_id is not None)
    keep_one(SEND, row, send(row), owner=SENCO, is_done=row.state == State.SENT)


def second(row) -> Due | None:
    if row.state != State.ASKED:
        return None
    return _due(row.asked_at.astimezone(LONDON).date(), DECIDE_DAYS, "the second person decides")


def send(row) -> Due | None:
    return (
        _due(row.ready_on, SEND_DAYS, "what may go is sent") if row.state == State.READY else None
    )


def _due(anchor: date, days: int, what: str) -> Due:
    count = counting.working_days(anchor, days)
    source = f"{what} within {days} working days"
    return Due(count.on, what, anchor, count.words, source, force=Force.PRACTICE)


def _recount(state, rule):
    def recount(school_id: int) -> list[Expected]:
        rows = Disclosure.objects.filter(school=school_id, state=state)
        return [expect(row, rule(row)) for row in rows]

    return recount


def _link(deadline) -> str:
    return f"/ehc-disclosures/{deadline.object_id}/"


KINDS = [
    Kind(SECOND, "Decide whether something of the EHC plan of {pupil} goes out", "Decide", _link,
         _recount(State.ASKED, second)),
    Kind(SEND, "Something of the EHC plan of {pupil} may go out: send it, or say that it does not",
         "Open", _link, _recount(State.READY, send)),
]  # fmt: skip
