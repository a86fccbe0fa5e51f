"""The lines of the budget."""

from django.db import IntegrityError, transaction

from reports.public import content, states
from reports.public.models import BudgetLine, PublicDocument
from reports.public.services.telling import tell
from sendcase import edits
from sendcase.edits import IllegalMove

TAKEN_OUT = "Somebody took this line out meanwhile. Add it again if it is still wanted."


@transaction.atomic
def new_line(*, document, activity, year, pence, by) -> BudgetLine:
    """year: in which the school year begins. Raises IllegalMove for one that stands there."""
    owner = _written(document)
    try:
        with transaction.atomic():
            row = BudgetLine.objects.create(
                school_id=owner.school_id, document=owner, activity=activity, year=year,
                pence=pence,
            )  # fmt: skip
    except IntegrityError as there:
        raise _twice(activity, year) from there
    tell(owner, "cost_added", by, {"activity": [None, activity], "year": [None, year],
                                   "pence": [None, pence]})  # fmt: skip
    return row


@transaction.atomic
def change_line(*, line, version, activity, year, pence, by) -> BudgetLine:
    """Raises Stale; IllegalMove, also for a line that somebody took out meanwhile."""
    owner = _written(line.document)
    try:
        row = edits.locked(BudgetLine, line.pk, version)
    except BudgetLine.DoesNotExist as gone:
        raise IllegalMove(TAKEN_OUT) from gone
    fields = {"activity": activity, "year": year, "pence": pence}
    detail = {name: [getattr(row, name), value] for name, value in fields.items()}
    try:
        with transaction.atomic():
            edits.save(row, **fields)
    except IntegrityError as there:
        raise _twice(activity, year) from there
    tell(owner, "cost_changed", by, detail)
    return row


@transaction.atomic
def remove_line(*, line, by) -> None:
    """It goes; the log keeps it, and so do the versions it was published in."""
    owner = _written(line.document)
    row = BudgetLine.objects.filter(pk=line.pk).first()
    if row is None:
        return
    tell(owner, "cost_removed", by, {"activity": [row.activity, None], "year": [row.year, None],
                                     "pence": [row.pence, None]})  # fmt: skip
    row.delete()


def _written(document) -> PublicDocument:
    owner = edits.locked(PublicDocument, document.pk)
    states.check(owner, "write")
    return owner


def _twice(activity, year) -> IllegalMove:
    return IllegalMove(
        f"{activity} has a cost for {content.year_words(year)} already. Change that one."
    )
