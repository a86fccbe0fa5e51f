"""Give a deadline to somebody else by hand, and back to whom it belongs by the rule."""

from django.db import transaction

from accounts.models import User
from audit import log
from reminders import owners
from reminders.kinds import kinds
from reminders.models import Deadline
from reminders.owners import NOT_PUT_OFF
from sendcase import edits

DONE = "This is done already, or fell away. There is nothing left to give to anybody."
ASKED = "Whoever is asked is named on its own page. Ask somebody else there."
NOT_THEIRS = "They cannot do this: they do not look after this child, or may not open its page."
HAVE_IT = "They have it already."
NOT_GIVEN = "Nobody gave this away."


def wrong(deadline) -> str:
    """Why it is given to nobody, in a sentence; "" where it may be."""
    if deadline.state != Deadline.State.OPEN:
        return DONE
    return ASKED if kinds[deadline.kind].personal else ""


def people(deadline) -> list[User]:
    """Everybody who may have it and has not, by name. Four queries."""
    if wrong(deadline):
        return []
    duties = owners.Duties(deadline.school_id)
    may = [each for each in duties.roles if owners.may_hold(each, deadline, duties)]
    rows = User.objects.filter(pk__in=may).exclude(pk=deadline.owner_id)
    return list(rows.order_by("name", "pk"))


@transaction.atomic
def give(*, deadline, to: User, why: str, by, version=None) -> Deadline:
    """They keep it as long as owners.may_hold says so. Whoever put it off did so for themselves:
    that ends. Raises IllegalMove where it is closed or not for them, edits.Stale.
    """
    row = _open(deadline, version)
    if refused := wrong(row):
        raise edits.IllegalMove(refused)
    if row.owner_id == to.pk:
        raise edits.IllegalMove(HAVE_IT)
    if not owners.may_hold(to.pk, row, owners.Duties(row.school_id)):
        raise edits.IllegalMove(NOT_THEIRS)
    before = row.owner_id
    # owner_role stays: it says whose it was, and whose it is when they may hold it no more.
    edits.save(row, owner=to, given_to=to, given_why=why, **NOT_PUT_OFF)
    detail = {"owner": [before, to.pk], "why": ["", why]}
    ids = {"school_id": row.school_id, "pupil_id": row.pupil_id}
    log.record("deadline.given", target=row, by=by, detail=detail, **ids)
    return row


@transaction.atomic
def give_back(*, deadline, by) -> None:
    """To whom it belongs by the rule. Raises IllegalMove where nobody gave it away."""
    row = _open(deadline, None)
    if row.given_to_id is None:
        raise edits.IllegalMove(NOT_GIVEN)
    wanted = owners.recounted(row.school_id, row.kind)
    owners.pass_on(row.pk, owners.by_rule(row, wanted), by, back=True)


def _open(deadline, version) -> Deadline:
    """Locked and open. That it is closed is said before that the form was stale."""
    if edits.locked(Deadline, deadline.pk).state != Deadline.State.OPEN:
        raise edits.IllegalMove(DONE)
    return edits.locked(Deadline, deadline.pk, version)
