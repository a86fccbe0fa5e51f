"""Sending a batch: twenty letters to a row of the job, their papers made before its transaction.

Twice over: what the first pass left undone without a reason of its own (a paper that could not be
made, a worker killed three times in the same row) is tried once more letter by letter, so that one
bad letter takes nineteen others along at most once. What then is left waits for a person.
"""

from django.db import transaction

from audit import log
from letters import services
from letters.batches import work
from letters.batches.models import Batch, BatchRow
from letters.batches.papers import many
from letters.batches.preparing import for_paper
from letters.models import Letter
from sendcase import edits, moment
from sendcase.edits import IllegalMove
from sendcase.jobs.registry import job_kind
from sendcase.pdf import PdfFailed

Row = BatchRow.State
PASSES = 2


def waiting(batch):
    """The letters still to be sent, in the order in which they were prepared."""
    return batch.letters.filter(state=Letter.State.APPROVED).order_by("pk")


def go_on(batch, again: int = 0) -> None:
    """A job for what is still to be sent. The batch is locked."""
    left = list(waiting(batch).values_list("pk", flat=True))
    size = work.CHUNK if again == 0 else 1
    work.add(work.ISSUE, batch, work.in_chunks(left, size), batch.issued_by, again=again)


def papers(job, row) -> list:
    """(letter, what it says, its PDF or PdfFailed) of those of this row that still wait."""
    found = Letter.objects.filter(
        pk__in=row.args.get("letters", []), state=Letter.State.APPROVED,
        batch__state=Batch.State.ISSUING,
    ).order_by("pk")  # fmt: skip
    return many(list(for_paper(found)))


@job_kind(work.ISSUE, before=papers)
def send(job, row, printed) -> dict:
    batch = edits.locked(Batch, row.args["batch"])
    if batch.state != Batch.State.ISSUING:
        return {}
    if "end" in row.args:
        return end(batch, row.args["end"])
    for letter, content, pdf in printed:
        send_one(letter, content, pdf, job.by)
    return {}


def send_one(letter, content, pdf, by) -> None:
    """In a transaction of its own: one that is refused stops none of the others."""
    try:
        if isinstance(pdf, PdfFailed):
            raise pdf
        with transaction.atomic():
            services.issue(letter=letter, by=by, printed=(content, pdf))
    except services.AlreadyDone:
        return
    except services.CannotIssue as why:
        work.mark(letter.batch_id, letter.pupil_id, Row.CANNOT, " ".join(why.reasons))
    except (IllegalMove, PdfFailed) as why:
        work.mark(letter.batch_id, letter.pupil_id, Row.READY, str(why))


def end(batch, passed: int) -> dict:
    """Once more, or over: what is left has a reason, and the paper for the post is made."""
    if passed < PASSES and waiting(batch).exists():
        go_on(batch, again=passed)
        return {}
    left = batch.rows.filter(state=Row.READY, pupil__in=waiting(batch).values("pupil"))
    left.filter(why="").update(why=work.OUR_FAULT)
    left.update(state=Row.CANNOT)
    edits.save(batch, state=Batch.State.ISSUED, ended_at=moment.now())
    sent = batch.letters.exclude(issued_on=None).count()
    log.record("letter_batch.issued", target=batch, by=batch.issued_by,
               school_id=batch.school_id, detail={"letters": [None, sent]})  # fmt: skip
    work.add(work.PRINT, batch, [], batch.issued_by)
    return {}
