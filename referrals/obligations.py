"""What a referral makes due, from when, by which rule; and the same worked out anew.

The days are the referral's own, copied from the policy when it was sent or decided: a policy that
changes later moves no day that runs already.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from accounts.permissions import Role
from referrals.models import CLOSED_STATES, TOLD_SOURCES, Referral
from reminders.deadlines import close_deadline, open_deadline
from reminders.kinds import Expected, Kind
from reminders.owners import Duties, owner_for
from sendcase.moment import LONDON

ANSWER, COMPLETE, TELL = "answer-referral", "complete-referral", "tell-raiser"


def london(moment) -> date:
    return moment.astimezone(LONDON).date()


def answer_due(referral) -> date:
    """Calendar days from the day it was last sent."""
    return london(referral.submitted_at) + timedelta(days=referral.answer_days)


def complete_due(referral) -> date:
    """As many calendar days for the referrer as the school gives itself."""
    return london(referral.decided_at) + timedelta(days=referral.answer_days)


def tell_due(referral) -> date:
    """Calendar days from the decision, as for any news to a family."""
    return london(referral.decided_at) + timedelta(days=referral.tell_days)


def open_answer(referral) -> None:
    """Sent, or sent again: the clock of the answer runs from today."""
    close_deadline(COMPLETE, referral)
    open_deadline(
        ANSWER,
        referral,
        school_id=referral.school_id,
        pupil=referral.pupil,
        due_on=answer_due(referral),
        rule=f"The school answers within {referral.answer_days} days of the day a "
        "referral is sent, holidays counted",
        owner_role=Role.SENCO,
    )


def open_complete(referral) -> None:
    """More was asked for: the referrer's turn."""
    open_deadline(
        COMPLETE,
        referral,
        school_id=referral.school_id,
        pupil=referral.pupil,
        due_on=complete_due(referral),
        rule=f"{referral.answer_days} days from the day more was asked for",
        **vars(complete_owner(referral)),
    )


def complete_owner(referral, duties=None):
    """The referrer; nobody but them and the SENCO may add to it."""
    named = referral.raised_by_id
    return owner_for(referral.pupil, named=named, or_teacher=False, duties=duties)


def open_tell(referral) -> None:
    """Answered: the parent or pupil who asked waits to hear."""
    open_deadline(
        TELL,
        referral,
        school_id=referral.school_id,
        pupil=referral.pupil,
        due_on=tell_due(referral),
        rule=f"Whoever asked is told within {referral.tell_days} days of the decision",
        owner_role=Role.SENCO,
    )


def close_all(referral, *, done=True) -> None:
    close_deadline(ANSWER, referral, done=done)
    close_deadline(COMPLETE, referral, done=done)


def recount(filters: dict, due) -> Iterable[Expected]:
    def expected(school_id: int) -> list[Expected]:
        rows = Referral.objects.filter(school=school_id, **filters)
        return [Expected(row.pk, school_id, due(row), row.pupil_id) for row in rows]

    return expected


def recount_complete(school_id: int, duties=None) -> list[Expected]:
    duties = duties or Duties(school_id)
    rows = Referral.objects.filter(school=school_id, state=Referral.State.RETURNED)
    return [
        Expected(
            row.pk, school_id, complete_due(row), row.pupil_id,
            complete_owner(row, duties),
        )
        for row in rows.select_related("pupil")
    ]  # fmt: skip


KINDS = [
    Kind(
        key=ANSWER,
        sentence="Answer the referral for {pupil}",
        verb="Answer",
        link=lambda deadline: f"/referrals/{deadline.object_id}/decide/",
        recount=recount({"state": "submitted"}, answer_due),
    ),
    Kind(
        key=COMPLETE,
        sentence="Add to the referral for {pupil}: more was asked for",
        verb="Add to it",
        link=lambda deadline: f"/referrals/{deadline.object_id}/edit/",
        recount=recount_complete,
        owned=True,
        personal=True,
    ),
    Kind(
        key=TELL,
        sentence="Tell who asked for help for {pupil} what was decided",
        verb="Note it",
        link=lambda deadline: f"/referrals/{deadline.object_id}/told/",
        recount=recount(
            {
                "state__in": CLOSED_STATES,
                "source__in": TOLD_SOURCES,
                "raiser_told_on": None,
            },
            tell_due,
        ),
    ),
]
