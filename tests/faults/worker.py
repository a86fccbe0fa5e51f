"""The worker of a fault test: the site's own, with leases of seconds instead of minutes.

celery -A tests.faults.worker worker …
"""

from datetime import timedelta

import django

django.setup()

from django.db import transaction  # noqa: E402

from accounts.models import User  # noqa: E402
from audit import log  # noqa: E402
from sendcase.celery import app  # noqa: E402, F401
from sendcase.jobs import services as jobs  # noqa: E402
from sendcase.jobs.registry import job_kind  # noqa: E402
from sendcase.outbox import services as outbox  # noqa: E402

jobs.LEASE = timedelta(seconds=2)
outbox.CLAIM_LEASE = timedelta(seconds=2)
outbox.SENDING_LEASE = timedelta(seconds=3)


@job_kind("faults-note")
def note(job, row):
    """An effect that can be counted: one event for each row."""
    person = User.objects.get(pk=row.args["person"])
    with transaction.atomic():
        log.record("faults.noted", target=row, by=person, school_id=job.school_id)
