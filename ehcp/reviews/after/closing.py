"""A review is closed though the authority never decided: the plan is not here any more.

The school's own duty ends with its report (SEND Regulations 2014, reg. 20(7)). The decision stays
the authority's duty (reg. 20(10)); it tells the family and the school the child has gone to.
"""

from django.db import transaction

from ehcp.plans.models import EhcPlan
from ehcp.reviews import states
from ehcp.reviews.models import AnnualReview
from ehcp.reviews.telling import tell
from sendcase import edits, moment
from sendcase.edits import IllegalMove

CLOSE, WAIT_DECISION, WAIT_PLAN = (
    "close without the authority", "wait for the decision again", "wait for the plan again",
)  # fmt: skip
IN_FORCE_HERE = (
    "The plan is in force here: the authority owes this school its decision. Ask for it, and write "
    "down why the date was missed."
)
REPORT_FIRST = "First everybody invited gets the report: that the school owes in any case."


def why_not(row) -> str:
    """A sentence why it cannot be closed so; empty where it can. row: plan joined."""
    if row.plan.state in EhcPlan.OPEN:
        return IN_FORCE_HERE
    return "" if row.reported_on else REPORT_FIRST


def may_close(row) -> bool:
    return states.can(row, CLOSE) and not why_not(row)


@transaction.atomic
def close(*, row, by, reason, version=None) -> AnnualReview:
    """Nothing more is awaited here; its deadlines end. Raises Stale, IllegalMove."""
    row = edits.locked(AnnualReview, row.pk, version)
    after = states.check(row, CLOSE)
    if words := why_not(row):
        raise IllegalMove(words)
    if not reason.strip():
        raise IllegalMove("Say why nothing more is awaited here.")
    before, today = row.state, moment.today()
    edits.save(row, state=after, closed_on=today, closed_reason=reason)
    detail = {"state": [before, after], "closed_on": [None, today], "reason": [None, reason]}
    return tell(row, "closed", by, detail, "Review of the EHC plan closed without the authority",
                today)  # fmt: skip


@transaction.atomic
def wait_again(*, row, by, version=None) -> AnnualReview:
    """The authority's letter came after all, or it was closed by mistake. Raises Stale,
    IllegalMove.
    """
    row = edits.locked(AnnualReview, row.pk, version)
    after = states.check(row, WAIT_PLAN if row.decision else WAIT_DECISION)
    detail = {"state": [row.state, after], "closed_on": [row.closed_on, None],
              "reason": [row.closed_reason, ""]}  # fmt: skip
    edits.save(row, state=after, closed_on=None, closed_reason="")
    return tell(row, "waits_again", by, detail, "Review of the EHC plan waits for the authority")
