"""What waits, is in hand, failed or is uncertain, of which kind, and how old: mails and long work.

For whoever runs the site (manage.py queues, /health/queues/, /health/metrics/). Kinds, numbers and
seconds: no person, no school and no word of any mail. The rows are the queue; what lies with the
broker is only nudges, counted beside it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, takewhile

from django.db.models import Count, Min
from kombu.exceptions import OperationalError

from sendcase import moment
from sendcase.jobs import ticks
from sendcase.jobs.models import Job, JobRow
from sendcase.jobs.running import OUR_FAULT
from sendcase.outbox import services as outbox


@dataclass(frozen=True)
class Line:
    """So many of one kind in one state. oldest: seconds since the first of them was written."""

    queue: str
    kind: str
    state: str
    number: int
    oldest: float


def lines() -> list[Line]:
    """Everything that is not over, by queue, kind and state; nothing where nothing is."""
    return sorted([*mails(), *jobs(), *failed_rows()], key=lambda at: (at.queue, at.kind, at.state))


def mails() -> Iterator[Line]:
    """A mail's kind is the beginning of its key, up to the first number."""
    found: dict[tuple[str, str], list[datetime]] = {}
    rows = (part.values_list("key", "state", "created_at") for part in outbox.not_over())
    for key, state, at in chain.from_iterable(part.iterator() for part in rows):
        found.setdefault((kind_of(key), state), []).append(at)
    for (kind, state), dates in found.items():
        yield Line("mail", kind, state, len(dates), seconds_since(min(dates)))


def kind_of(key: str) -> str:
    """“referral-decision” of “referral-decision-12”; “other” where it begins with a number."""
    return "-".join(takewhile(str.isalpha, re.split("[-:]", key))) or "other"


def jobs() -> Iterator[Line]:
    open_ones = Job.objects.filter(state__in=[Job.State.WAITING, Job.State.RUNNING]).order_by()
    counted = open_ones.values_list("kind", "state").annotate(Count("pk"), Min("created_at"))
    for kind, state, number, at in counted:
        yield Line("job", kind, state, number, seconds_since(at))


def failed_rows() -> Iterator[Line]:
    """Pieces of work that broke on our side. What a person's file got wrong is theirs, not here."""
    broken = JobRow.objects.filter(state=JobRow.State.FAILED, error=OUR_FAULT).order_by()
    counted = broken.values_list("job__kind").annotate(Count("pk"), Min("job__created_at"))
    for kind, number, at in counted:
        yield Line("job", kind, "rows failed", number, seconds_since(at))


def broken_jobs(most: int = 20) -> list[tuple[int, str, int, datetime]]:
    """(number of the job, kind, rows that broke on our side, when it was begun), newest first."""
    broken = JobRow.objects.filter(state=JobRow.State.FAILED, error=OUR_FAULT).order_by()
    counted = broken.values_list("job", "job__kind", "job__created_at").annotate(rows=Count("pk"))
    return [(pk, kind, rows, at) for pk, kind, at, rows in counted.order_by("-job")[:most]]


def seen() -> list[tuple[str, float | None]]:
    """(part, seconds since it was last at work; None where it never was)."""
    parts = (ticks.BEAT, ticks.WORKER, ticks.BACKUP)
    return [(part, at and seconds_since(at)) for part, at in ((p, ticks.last(p)) for p in parts)]


def nudges() -> int | None:
    """Messages that lie with the broker; None where it does not answer."""
    from sendcase.celery import app

    try:
        with app.connection_for_read() as line:
            line.ensure_connection(max_retries=1, interval_start=0, timeout=2)
            return line.default_channel._size(app.conf.task_default_queue)
    except (OperationalError, OSError):
        return None


def seconds_since(at: datetime) -> float:
    return max(0.0, round((moment.now() - at).total_seconds(), 1))
