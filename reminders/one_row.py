"""Settings a school keeps in one row whose version also counts the saves of rows beside it."""

from schools.models import School
from sendcase import edits


def locked(model, school, version: int | None):
    """The school's row of `model`, locked; None where nothing was saved yet.

    version: as the form was opened, None or 0 where there was none. Raises Stale where somebody
    saved in between. Two first saves at once take turns at the school's row.
    """
    edits.locked(School, school.pk)
    number = model.objects.filter(school=school).values_list("pk", flat=True).first()
    return None if number is None else edits.locked(model, number, version or 0)


def save(model, row, school, **values):
    """row: what locked() gave. The row as it is now."""
    if row is None:
        return model.objects.create(school=school, **values)
    return edits.save(row, **values)
