"""Adding work, claiming it, cancelling it, counting it."""

import logging
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Count, F, Q
from kombu.exceptions import OperationalError

from sendcase import moment
from sendcase.jobs.models import Job, JobRow
from sendcase.jobs.registry import kinds

log = logging.getLogger(__name__)
State = Job.State
LEASE = timedelta(minutes=3)


@dataclass(frozen=True)
class Progress:
    done: int
    failed: int
    waiting: int

    @property
    def total(self) -> int:
        return self.done + self.failed + self.waiting


@transaction.atomic
def add(*, kind, key, school_id, rows: list[dict], by=None) -> Job:
    """One job with its rows, in the caller's transaction; the same key again returns the first."""
    if kind not in kinds:
        raise LookupError(f"no kind of job is called {kind}")
    defaults = {"kind": kind, "school_id": school_id, "by": by}
    job, is_new = Job.objects.get_or_create(key=key, defaults=defaults)
    if is_new:
        JobRow.objects.bulk_create(
            (JobRow(job=job, position=n, args=args) for n, args in enumerate(rows, 1)),
            batch_size=500,
        )
        transaction.on_commit(lambda: nudge(job.pk), robust=True)
    return job


def nudge(job_id: int) -> None:
    """Tell a worker. May be lost: the sweep finds the job within a minute."""
    from sendcase.jobs import tasks

    try:
        tasks.run.delay(job_id)
    except (OperationalError, OSError) as error:
        log.warning("no nudge for job %s: %s; the sweep will find it", job_id, error)


def claimable():
    """Jobs nobody works on: waiting, or running with a worker that has gone."""
    gone = Q(state=State.RUNNING, lease_until__lt=moment.now())
    return Job.objects.filter(Q(state=State.WAITING) | gone)


def claim(job_id: int) -> Job | None:
    """Take one job. A row for exactly one of all that ask."""
    taken = claimable().filter(pk=job_id).update(
        state=State.RUNNING, lease_until=moment.now() + LEASE, attempts=F("attempts") + 1
    )  # fmt: skip
    return Job.objects.get(pk=job_id) if taken else None


def still_ours(job: Job) -> bool:
    """Lengthen the lease. False if the job was cancelled or another worker has taken it."""
    ours = Job.objects.filter(pk=job.pk, state=State.RUNNING, attempts=job.attempts)
    return bool(ours.update(lease_until=moment.now() + LEASE))


def end(job: Job) -> None:
    ours = Job.objects.filter(pk=job.pk, state=State.RUNNING, attempts=job.attempts)
    ours.update(state=State.DONE, lease_until=None, ended_at=moment.now())


def cancel(job: Job) -> bool:
    """Stop after the row in hand. What is done stays done. False if it had ended."""
    still_open = Job.objects.filter(pk=job.pk, state__in=[State.WAITING, State.RUNNING])
    changes = {"state": State.CANCELLED, "lease_until": None, "ended_at": moment.now()}
    return bool(still_open.update(**changes))


def progress(job: Job) -> Progress:
    S = JobRow.State
    counts = {state: Count("pk", filter=Q(state=state)) for state in S.values}
    found = job.rows.aggregate(**counts)
    return Progress(done=found[S.DONE], failed=found[S.FAILED], waiting=found[S.WAITING])
