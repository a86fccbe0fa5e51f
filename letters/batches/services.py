"""What people do with a batch: begin, approve, send, cancel; try one child again, leave one out.

Whoever moves a batch locks it before any pupil or letter, as the jobs do.
"""

from django.db import transaction
from django.db.models import Count, Max, Sum

from accounts.access import may, roles_at
from accounts.permissions import Permission
from audit import log
from letters import services as letters
from letters.batches import approving, issuing, preparing, work
from letters.batches.models import Batch, BatchRow
from letters.batches.states import MOVES
from letters.deadlines import WAITS_HERE
from letters.models import Letter
from letters.purposes import purposes
from pupils.models import Pupil
from sendcase import edits, moment
from sendcase.edits import IllegalMove
from sendcase.jobs import services as jobs

State, Row = Batch.State, BatchRow.State
MOST = 2500  # pupils in one batch
STILL_AT_WORK = "The work on these letters still goes on. Look again in a minute."
SEEN_OTHER = "Something changed since you opened this page. Look at it again, then press."


@transaction.atomic
def begin(
    *, school, purpose, title, chosen, facts, pupils, by, within=Permission.LETTER_PREPARE
) -> Batch:
    """Prepare one letter, or one for each home, about each of these pupils, in a worker.

    chosen: how they were chosen, for the page, without a name; facts: what a person typed for all,
    by the names of Purpose.asked; pupils: numbers; within: what lets this person write this letter,
    where a room above has a permission of its own for it. Raises IllegalMove where nobody is left
    whom this person may write about.
    """
    reach = Pupil.objects.visible_to(by, within).on_roll()
    numbers = reach.filter(school=school, pk__in=pupils).order_by("sort_key", "pk")
    numbers = list(numbers.values_list("pk", flat=True))
    if not numbers:
        raise IllegalMove("Nobody is chosen. Choose at least one child.")
    if len(numbers) > MOST:
        raise IllegalMove(f"These are more than {MOST} children. Choose fewer at a time.")
    facts = {name: str(facts.get(name, "")) for name in purposes[purpose].asked}
    batch = Batch.objects.create(
        school=school, purpose=purpose, title=title, chosen=chosen, facts=facts, made_by=by,
        signed_by=school.policy.letters_signed_by,
    )  # fmt: skip
    rows = (
        BatchRow(school=school, batch=batch, pupil_id=number, position=place)
        for place, number in enumerate(numbers, 1)
    )
    BatchRow.objects.bulk_create(rows, batch_size=500)
    _record("begun", batch, by, {"purpose": [None, purpose], "pupils": numbers})
    preparing.go_on(batch)
    return batch


@transaction.atomic
def try_again(*, row, by) -> None:
    """Prepare this child's letters anew and look again at what is missing."""
    batch = _locked(row.batch_id, "one child is tried again", "be changed")
    row = BatchRow.objects.select_related("pupil__school__policy").get(pk=row.pk)
    edits.save(batch)
    preparing.deal_with(row, batch, by)
    _record("tried_again", batch, by, {"row": row.pk}, pupil_id=row.pupil_id)


@transaction.atomic
def leave_out(*, row, by) -> None:
    """No letter of this batch for this child. What was prepared is withdrawn."""
    batch = _locked(row.batch_id, "one child is left out", "be changed")
    edits.save(batch)
    reason = "Left out of the letters that were sent together."
    for letter in batch.letters.filter(pupil=row.pupil_id, state__in=WAITS_HERE):
        letters.withdraw(letter=letter, reason=reason, by=by)
    work.mark(batch.pk, row.pupil_id, Row.CANNOT, reason)
    _record("left_out", batch, by, {"row": row.pk}, pupil_id=row.pupil_id)


def may_approve(user, batch) -> bool:
    """Only the role that signs these letters, and only with the permission."""
    return may(user, Permission.LETTER_APPROVE, batch.school_id) and (
        batch.signed_by in roles_at(user, batch.school_id)
    )


def ready(batch):
    """The letters that approving takes: those of children with nothing missing."""
    rows = BatchRow.objects.filter(batch=batch, state=Row.READY)
    return Letter.objects.filter(
        batch=batch, state=Letter.State.PREPARED, pupil__in=rows.values("pupil")
    ).order_by("pk")


def as_seen(batch) -> str:
    """Tells whether what was checked is what stands there: the letters and their changes."""
    found = ready(batch).order_by().aggregate(n=Count("pk"), saves=Sum("version"), last=Max("pk"))
    return f"{batch.version}-{found['n']}-{found['saves'] or 0}-{found['last'] or 0}"


@transaction.atomic
def approve(*, batch, seen, by) -> Batch:
    """The signer stands behind every ready letter. Many are approved by a worker, each as it was
    seen; one that changed since is refused and says so.

    seen: as_seen of what the person looked at. Raises IllegalMove.
    """
    batch = _locked(batch.pk, "approve", "be approved")
    if not may_approve(by, batch):
        who = letters.SIGNERS[batch.signed_by]
        raise IllegalMove(f"These letters are signed by {who}, so {who} approves them.")
    if seen != as_seen(batch):
        raise IllegalMove(SEEN_OTHER)
    found = [list(pair) for pair in ready(batch).values_list("pk", "version")]
    if not found:
        raise IllegalMove("No letter is ready to be approved.")
    edits.save(batch, state=State.APPROVED, approved_by=by, approved_at=moment.now())
    _record("approved", batch, by, {"letters": [None, len(found)]})
    approving.go_on(batch, found, by)
    return batch


@transaction.atomic
def issue(*, batch, seen, by) -> Batch:
    """Begin to send every approved letter. Raises IllegalMove.

    seen: the batch's version as the person saw it.
    """
    batch = _locked(batch.pk, "send", "be sent")
    if work.at_work(batch):
        raise IllegalMove(STILL_AT_WORK)
    if seen != batch.version:
        raise IllegalMove(SEEN_OTHER)
    if not issuing.waiting(batch).exists():
        raise IllegalMove("No letter of these is approved.")
    edits.save(batch, state=State.ISSUING, issued_by=by)
    _record("sending", batch, by, {"state": [State.APPROVED, State.ISSUING]})
    issuing.go_on(batch)
    return batch


@transaction.atomic
def cancel(*, batch, reason, by) -> Batch:
    """None of these letters is sent. Those prepared are withdrawn by a worker, with the reason."""
    batch = _locked(batch.pk, "cancel", "be cancelled")
    if job := work.at_work(batch):
        jobs.cancel(job)
    before = batch.state
    edits.save(batch, state=State.CANCELLED, ended_at=moment.now(), ended_reason=reason)
    _record("cancelled", batch, by, {"state": [before, batch.state], "reason": ["", reason]})
    left = list(batch.letters.filter(state__in=WAITS_HERE).values_list("pk", flat=True))
    if left:
        work.add(work.WITHDRAW, batch, work.in_chunks(left), by)
    return batch


@transaction.atomic
def go_on(*, batch, by) -> None:
    """The work that ended on our side without its last step begins again where it stopped."""
    batch = edits.locked(Batch, batch.pk)
    if not work.is_stuck(batch):
        raise IllegalMove(STILL_AT_WORK)
    edits.save(batch)
    _record("gone_on", batch, by, {"state": [batch.state, batch.state]})
    (preparing if batch.state == State.PREPARING else issuing).go_on(batch)


@transaction.atomic
def print_again(*, batch, by) -> None:
    """A new paper of the same letters; the one before stays. Raises IllegalMove."""
    batch = edits.locked(Batch, batch.pk)
    if batch.state != State.ISSUED:
        raise IllegalMove("These letters are not sent yet: there is nothing to print.")
    if work.at_work(batch):
        raise IllegalMove(STILL_AT_WORK)
    edits.save(batch)
    _record("printed_again", batch, by, {})
    work.add(work.PRINT, batch, [], by)


def _locked(pk, move, words) -> Batch:
    """The batch, locked, where this move is possible now. Raises IllegalMove."""
    batch = edits.locked(Batch, pk)
    if batch.state not in MOVES[move]:
        now = batch.get_state_display().lower()
        raise IllegalMove(f"These letters cannot {words}: they are marked “{now}”.")
    return batch


def _record(what, batch, by, detail, pupil_id=None) -> None:
    log.record(
        f"letter_batch.{what}", target=batch, by=by, school_id=batch.school_id,
        pupil_id=pupil_id, detail=detail,
    )  # fmt: skip
