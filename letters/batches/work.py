"""The jobs of a batch: which work belongs to it, and whether it still goes on.

A job's key is its kind, the batch and the batch's version; its last row ends the work. Where a row
fails on our side the last row still comes, and says what is left.
"""

from collections.abc import Iterable

from letters.batches.models import Batch, BatchRow
from sendcase.jobs import services as jobs
from sendcase.jobs.models import Job

PREPARE = "letter-batch-prepare"
APPROVE = "letter-batch-approve"
ISSUE = "letter-batch-issue"
WITHDRAW = "letter-batch-withdraw"
PRINT = "letter-batch-print"
CHUNK = 20  # letters to a row of a job: one child of the PDF writer makes as many
OPEN = (Job.State.WAITING, Job.State.RUNNING)
OUR_FAULT = "This went wrong on our side. It was noted; you can try it again."


def add(kind: str, batch, pieces: Iterable[dict], by, again: int = 0) -> Job:
    """A row for each piece and one that ends the work, in the caller's transaction.

    again: which further pass of the same work this is.
    """
    same = {"batch": batch.pk}
    rows = [{**same, **piece} for piece in pieces] + [{**same, "end": again + 1}]
    key = f"{kind}-{batch.pk}-{batch.version}-{again}"
    return jobs.add(kind=kind, key=key, school_id=batch.school_id, rows=rows, by=by)


def in_chunks(letters: list, size: int = CHUNK) -> list[dict]:
    return [{"letters": letters[at : at + size]} for at in range(0, len(letters), size)]


def newest(batch, *kinds) -> Job | None:
    """The newest job of one of these kinds."""
    found = None
    for kind in kinds:
        mine = Job.objects.filter(key__startswith=f"{kind}-{batch.pk}-").order_by("-pk").first()
        found = mine if found is None or (mine and mine.pk > found.pk) else found
    return found


def at_work(batch) -> Job | None:
    """The job that goes on now, of any kind; None where nothing does."""
    job = newest(batch, PREPARE, APPROVE, ISSUE, WITHDRAW, PRINT)
    return job if job is not None and job.state in OPEN else None


def mark(batch_id: int, pupil_id: int, state: str, why: str = "") -> None:
    """What became of one child, in the transaction of what happened."""
    BatchRow.objects.filter(batch=batch_id, pupil=pupil_id).update(state=state, why=why)


def is_stuck(batch) -> bool:
    """The work of this state ended without its last row: a person presses “Go on”."""
    return batch.state in (Batch.State.PREPARING, Batch.State.ISSUING) and at_work(batch) is None
