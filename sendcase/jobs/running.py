"""Doing the rows of a claimed job, each in its own transaction."""

import logging
import time

from django.db import transaction
from django.db.models import F

from sendcase.jobs import services
from sendcase.jobs.models import Job, JobRow
from sendcase.jobs.registry import RowFailed, afters, befores, kinds

log = logging.getLogger(__name__)
State = JobRow.State
# A row that has killed its worker this often is not tried again: the others must go on.
MOST_ATTEMPTS = 3
SWEEP_SECONDS = 50
OUR_FAULT = "This went wrong on our side. It was noted; you can try it again."


def run(job_id: int) -> bool:
    """Do a job if nobody else does. Safe to call twice, and after any crash."""
    job = services.claim(job_id)
    if job is None:
        return False
    while row := job.rows.filter(state=State.WAITING).first():
        if not services.still_ours(job):
            return True
        do(job, row)
    wind_up(job)
    services.end(job)
    return True


def wind_up(job: Job) -> None:
    """Before the end is written: a worker killed here leaves it to the next."""
    try:
        if after := afters.get(job.kind):
            after(job)
    except Exception:
        log.exception("job %s (%s) could not be wound up", job.pk, job.kind)


def do(job: Job, row: JobRow) -> None:
    # Counted in its own transaction, before: a row that kills the worker is counted too.
    JobRow.objects.filter(pk=row.pk).update(attempts=F("attempts") + 1)
    if row.attempts >= MOST_ATTEMPTS:
        fail(row, OUR_FAULT)
        return
    try:
        before = befores.get(job.kind)
        effect(job, row, *([before(job, row)] if before else []))
    except RowFailed as why:
        fail(row, str(why))
    except Exception:
        # The text may hold personal data: only the place goes into the log.
        log.exception("job %s (%s) row %s", job.pk, job.kind, row.position)
        fail(row, OUR_FAULT)


@transaction.atomic
def effect(job: Job, row: JobRow, *thought) -> None:
    """The row's effect and its state in one transaction; a worker that is late finds it done."""
    held = JobRow.objects.select_for_update().get(pk=row.pk)
    if held.state != State.WAITING:
        return
    held.result = kinds[job.kind](job, held, *thought) or {}
    held.state = State.DONE
    held.save(update_fields=["state", "result"])


def fail(row: JobRow, why: str) -> None:
    still_open = JobRow.objects.filter(pk=row.pk, state=State.WAITING)
    still_open.update(state=State.FAILED, error=why[:300])


def sweep() -> int:
    """Jobs whose nudge was lost or whose worker died. Returns how many were taken up."""
    until, taken = time.monotonic() + SWEEP_SECONDS, 0
    for job_id in services.claimable().order_by("id").values_list("id", flat=True)[:100]:
        if time.monotonic() > until:
            break
        taken += run(job_id)
    return taken
