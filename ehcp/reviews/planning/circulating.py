"""The advice goes to everybody invited, at least two weeks before: reg. 20(4)."""

from datetime import date

from django.db import transaction

from ehcp.requests.services import refuse_day
from ehcp.reviews import circulation, states
from ehcp.reviews.models import AnnualReview, Circulated
from ehcp.reviews.telling import tell
from sendcase import edits
from sendcase.edits import IllegalMove

ADVICE = Circulated.What.ADVICE


def waiting(row):
    return circulation.waiting(row, ADVICE)


def reached(row):
    return circulation.reached(row, ADVICE)


@transaction.atomic
def circulate(*, row, by, on: date, how: dict[int, str] | None = None, version=None):
    """The papers went to these. how: number of an invitation → a code of How; None: by hand to
    everybody. The step is done on the day the last has them. Raises Stale, IllegalMove.
    """
    row = edits.locked(AnnualReview, row.pk, version)
    after = states.check(row, "circulate")
    refuse_day(on, row.invited_on, "everybody was invited")
    left = {each.pk: each for each in waiting(row)}
    how = dict.fromkeys(left, "hand") if how is None else how
    going = {pk: way for pk, way in how.items() if way and pk in left}
    if not going:
        raise IllegalMove("Say for at least one person how the papers went to them.")
    for pk, way in going.items():
        circulation.circulated(left[pk], ADVICE, way, on, by)
    detail = {f"sent {pk}": [None, way] for pk, way in going.items()}
    if row.circulated_on is None and not waiting(row):
        last = max(each.on for each in reached(row).values())
        detail["circulated_on"] = [None, last]
        edits.save(row, state=after, circulated_on=last)
        return tell(row, "circulated", by, detail, "Advice sent to everybody invited", last)
    edits.save(row)
    return tell(row, "papers_sent", by, detail)


def state_of(row) -> list[dict]:
    """Of everybody asked: whose advice came, whose did not, and who need not be waited for."""
    found = []
    for each in row.invitations.all():
        if each.advice_on or each.advice_asked_on or each.no_advice_reason:
            late = bool(each.advice_on and row.circulated_on and each.advice_on > row.circulated_on)
            found.append({"person": each, "title": circulation.title_of(each), "late": late,
                          "role": circulation.role_of(each)})  # fmt: skip
    return found
