"""Preparing a batch: a row of the job for each child, each in one transaction with its letters."""

from django.db import transaction

from letters import paper, services
from letters.batches import work
from letters.batches.models import Batch, BatchRow
from letters.deadlines import WAITS_HERE
from letters.models import Letter
from letters.purposes import purposes
from sendcase import edits, moment
from sendcase.jobs.registry import job_kind

Row = BatchRow.State
CLOSED = "The letter was left out or withdrawn. Write a letter for this child by itself."


def go_on(batch) -> None:
    """A job for every child not dealt with. batch: locked or new."""
    waiting = batch.rows.filter(state=Row.WAITING).order_by("position")
    pieces = [{"row": number} for number in waiting.values_list("pk", flat=True)]
    work.add(work.PREPARE, batch, pieces, batch.made_by)


@job_kind(work.PREPARE)
def prepare(job, job_row) -> dict:
    """One child; or the end, where whatever went wrong on our side is said."""
    batch = edits.locked(Batch, job_row.args["batch"])
    if batch.state != Batch.State.PREPARING:
        return {}
    if "end" in job_row.args:
        batch.rows.filter(state=Row.WAITING).update(state=Row.CANNOT, why=work.OUR_FAULT)
        edits.save(batch, state=Batch.State.PREPARED)
        return {}
    rows = BatchRow.objects.select_related("pupil__school__policy")
    row = rows.get(pk=job_row.args["row"])
    if row.state == Row.WAITING:
        deal_with(row, batch, job.by)
    return {}


def deal_with(row, batch, by) -> None:
    """Prepare this child's letters and say whether they can be sent. The batch is locked."""
    try:
        with transaction.atomic():
            made = letters_of(row.pupil, batch, by)
    except services.CannotPrepare as why:
        work.mark(batch.pk, row.pupil_id, Row.CANNOT, str(why))
        return
    if not made:  # withdrawn before: what was left out does not come back by itself
        work.mark(batch.pk, row.pupil_id, Row.CANNOT, CLOSED)
        return
    why = " ".join(reason for letter in made for reason in reasons_of(letter.pk))
    work.mark(batch.pk, row.pupil_id, Row.CANNOT if why else Row.READY, why)


def letters_of(pupil, batch, by) -> list[Letter]:
    """One child's, by the one door that prepares. Raises CannotPrepare."""
    if pupil.left_on and pupil.left_on < moment.today():
        raise services.CannotPrepare(f"{pupil.first_name} has left the school.")
    purpose = purposes[batch.purpose]
    found = purpose.gather(pupil)
    refuse_second(pupil, batch, found.about or pupil)
    return prepared(pupil, purpose, found, batch.facts, by, batch=batch)


def letters_of_one(pupil, purpose, facts: dict[str, str], by, other=None) -> list[Letter]:
    """In no batch. other: outside.Other where it goes to somebody outside. Raises CannotPrepare."""
    return prepared(pupil, purpose, purpose.gather(pupil), facts, by, other=other)


def prepared(pupil, purpose, found, facts, by, **more) -> list[Letter]:
    """What is on file in no place is empty: the letter then says what it lacks."""
    every = dict.fromkeys(purpose.facts, "") | found.facts | facts
    return services.prepare(
        purpose=purpose.key, pupil=pupil, facts=every,
        attachments=list(found.attachments), about=found.about or pupil, by=by, **more,
    )  # fmt: skip


def refuse_second(pupil, batch, about) -> None:
    """The same letter waits in another batch: it is that one's. Raises CannotPrepare."""
    same = Letter.objects.filter(
        pupil=pupil, purpose=batch.purpose, about_type=about._meta.label_lower,
        about_id=about.pk, state__in=WAITS_HERE,
    ).exclude(batch=batch).exclude(batch=None)  # fmt: skip
    if other := same.select_related("batch").first():
        raise services.CannotPrepare(f"The same letter waits in “{other.batch.title}” already.")


def reasons_of(number: int) -> list[str]:
    """Why this letter cannot be sent as things stand, in sentences."""
    letter = for_paper(Letter.objects.filter(pk=number)).get()
    return paper.wants(letter, paper.content_of(letter))


def for_paper(letters):
    """With all that stands on them, in a few questions for all."""
    rows = letters.select_related(
        "school__policy", "pupil__class_group", "contact", "template", "approved_by"
    )
    return rows.prefetch_related("pupil__contacts", "attachments")
