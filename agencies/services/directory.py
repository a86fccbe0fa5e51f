"""The school's directory of agencies."""

from django.db import IntegrityError, transaction

from agencies.models import Agency
from audit import log
from sendcase import edits
from sendcase.edits import IllegalMove

TAKEN = "An agency of this name is in your directory already."


@transaction.atomic
def add(*, school, by, **fields) -> Agency:
    """Raises IllegalMove where the name is taken."""
    try:
        with transaction.atomic():
            row = Agency.objects.create(school=school, **fields)
    except IntegrityError as error:
        raise IllegalMove(TAKEN) from error
    log.record("agency.added", target=row, by=by, school_id=school.pk,
               detail={name: [None, value] for name, value in fields.items()})  # fmt: skip
    return row


@transaction.atomic
def change(*, agency, by, version=None, **fields) -> Agency:
    """Raises Stale, IllegalMove."""
    row = edits.locked(Agency, agency.pk, version)
    detail = {name: [getattr(row, name), value] for name, value in fields.items()
              if getattr(row, name) != value}  # fmt: skip
    if not detail:
        return row
    try:
        with transaction.atomic():
            edits.save(row, **fields)
    except IntegrityError as error:
        raise IllegalMove(TAKEN) from error
    log.record("agency.changed", target=row, by=by, school_id=row.school_id, detail=detail)
    return row
