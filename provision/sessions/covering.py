"""A colleague leaves: whoever they were to cover for needs somebody else."""

from django.db import transaction

from provision.interventions.staffing import last_days
from provision.models import Session
from provision.querysets import STAFF
from provision.sessions import services
from sendcase import moment


@transaction.atomic
def follow(school_id: int, by) -> None:
    """schools.duties: after the last day of their last role nobody covers a session."""
    rows = Session.objects.filter(school=school_id, on__gte=moment.today())
    rows = list(rows.exclude(cover_by=None).order_by("pk"))
    last = last_days(school_id, {row.cover_by_id for row in rows}, STAFF)
    for row in rows:
        day = last.get(row.cover_by_id)
        if day is not None and row.on > day:
            services.cover(session=row, version=None, by=by, person=None)
