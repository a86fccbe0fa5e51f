"""Approving many letters; withdrawing those of a cancelled batch. Twenty to a row of the job."""

from django.db import transaction

from letters import services
from letters.batches import work
from letters.batches.models import Batch, BatchRow
from letters.models import Letter
from sendcase import edits
from sendcase.edits import IllegalMove, Stale
from sendcase.jobs.registry import job_kind

AT_ONCE = 20  # above that a worker does it
CHANGED = "This letter changed just before it was approved. Look at it again."


def go_on(batch, found: list[list[int]], by) -> None:
    """found: [number, version] of each letter as the signer saw it. The batch is locked."""
    if len(found) > AT_ONCE:
        work.add(work.APPROVE, batch, work.in_chunks(found), by)
        return
    for number, version in found:
        approve_one(batch, number, version, by)


@job_kind(work.APPROVE)
def approve(job, row) -> dict:
    batch = edits.locked(Batch, row.args["batch"])
    if batch.state == Batch.State.APPROVED:
        for number, version in row.args.get("letters", []):
            approve_one(batch, number, version, job.by)
        if "end" in row.args:
            say_what_is_left(batch)
    return {}


def approve_one(batch, number: int, version: int, by) -> None:
    """As it was seen, and with nothing missing; else its child says why not."""
    letter = Letter.objects.get(pk=number)
    try:
        with transaction.atomic():
            services.approve(letter=letter, version=version, by=by)
    except services.AlreadyDone:
        return
    except services.CannotIssue as why:
        work.mark(batch.pk, letter.pupil_id, BatchRow.State.CANNOT, " ".join(why.reasons))
    except Stale:
        work.mark(batch.pk, letter.pupil_id, BatchRow.State.CANNOT, CHANGED)
    except IllegalMove as why:
        work.mark(batch.pk, letter.pupil_id, BatchRow.State.CANNOT, str(why))


def say_what_is_left(batch) -> None:
    """Children whose piece failed on our side: nobody stands behind their letters."""
    left = batch.letters.filter(state=Letter.State.PREPARED).values("pupil")
    rows = batch.rows.filter(state=BatchRow.State.READY, pupil__in=left)
    rows.update(state=BatchRow.State.CANNOT, why=work.OUR_FAULT)


@job_kind(work.WITHDRAW)
def withdraw(job, row) -> dict:
    """Of a cancelled batch. One that was moved by hand meanwhile keeps where it went."""
    batch = edits.locked(Batch, row.args["batch"])
    for letter in Letter.objects.filter(pk__in=row.args.get("letters", [])):
        try:
            with transaction.atomic():
                reason = batch.ended_reason or "The letters were cancelled together."
                services.withdraw(letter=letter, reason=reason, by=job.by)
        except IllegalMove:
            continue
    return {}
