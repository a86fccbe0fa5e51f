"""Letters sent together as a file: the batches, and the children of one."""

from accounts.access import require
from accounts.permissions import Permission as P
from letters.batches import listing
from letters.batches.views.page import batch_or_404, batches_of, rows_asked
from pupils.querysets import pupil_scope
from schools.sheets import answer, list_file, named, school_to_take
from sendcase.moment import LONDON
from sendcase.sheets import Sheet

BATCHES = ["Called", "About", "State", "Children", "Cannot be sent", "When"]
CHILDREN = ["Child", "State", "Why", "Letters"]


@list_file
def batch_sheet(request, school, kind):
    """Names no child, as the page."""
    school = school_to_take(request, school, P.LETTER_PRINT)
    batches = batches_of(request.user, school).order_by("-pk")
    back = f"/{school.slug}/letters/batches/"
    return answer(request, kind, batches, lambda found: sheet_of(found, school), back)


def sheet_of(batches, school) -> Sheet:
    rows = [
        [row["title"], row["about"], row["state"], str(row["children"]), str(row["cannot"]),
         (batch.ended_at or batch.created_at).astimezone(LONDON).date()]
        for batch, row in zip(batches, listing.rows_of(batches), strict=True)
    ]  # fmt: skip
    name = named(school, "letters-together")
    return Sheet(name, "Letters together", BATCHES, rows)


@list_file
def child_sheet(request, pk, kind):
    """For those who see the children on the page: not the office."""
    batch = batch_or_404(request, pk)
    for permission in (P.LETTER_VIEW, P.LIST_EXPORT):
        require(request.user, permission, school_id=batch.school_id)
    _, rows = rows_asked(request, batch)
    rows = rows.filter(pupil_scope(request.user, P.LIST_EXPORT, "pupil__")).order_by("position")
    back = batch.get_absolute_url()
    return answer(request, kind, rows, lambda found: children_in(found, batch), back)


def children_in(found, batch) -> Sheet:
    rows = [
        [child["name"], child["state"], child["why"],
         "; ".join(f"To {letter['to']}: {letter['state']}" for letter in child["letters"])]
        for child in listing.children_of(found)
    ]  # fmt: skip
    name = named(batch.school, f"letters-{batch.pk}")
    return Sheet(name, f"Letters: {batch.title}", CHILDREN, rows)
