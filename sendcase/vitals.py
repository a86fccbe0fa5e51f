"""Is the site well? A short list of signs, without a word about anybody.

Shown to a school on its health page, to whoever runs the site by check_deployment, /health/vitals/
and /health/metrics/ (sendcase.health). Times are seconds, sizes bytes.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Count, Min

from audit.models import Event
from sendcase import moment
from sendcase.jobs import services as jobs
from sendcase.jobs import ticks
from sendcase.jobs.models import Job
from sendcase.outbox import holding
from sendcase.outbox import services as mails
from sendcase.outbox.models import Message

MINUTE, HOUR = 60, 3600
LATE = 5 * MINUTE  # the sweeps come every minute: after five nothing came
NIGHTLY_LATE = 50 * HOUR  # nightly, and one may fail
LEAST_FREE = 2 * 1024**3
CLOCK_OFF = 5
MANY_MAILS = 20


@dataclass(frozen=True)
class Sign:
    """One of them. value: what was measured, None where there is nothing to measure."""

    key: str
    title: str
    good: bool
    words: str
    value: float | None = None


def signs() -> list[Sign]:
    """All of them, the worst case included: that the database does not answer."""
    try:
        connection.ensure_connection()
        return [database(), *(sign() for sign in ASKED)]
    except DatabaseError:
        return [Sign("database", "Database", False, "It does not answer.", 0), disk()]


def database() -> Sign:
    return Sign("database", "Database", True, "It answers.", 1)


@cache
def known_migrations() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def version() -> Sign:
    missing = known_migrations() - set(MigrationRecorder(connection).applied_migrations())
    words = "It fits."
    if missing:
        words = f"{len(missing)} changes are not made yet: manage.py upgrade."
    return Sign("version", "Tables of this version", not missing, words, len(missing))


def audit() -> Sign:
    oldest = Event.objects.filter(sequence=None).aggregate(at=Min("at"))["at"]
    return waiting("audit_unsealed", "Audit log", oldest, "Everything is sealed.", "sealed")


def mail() -> Sign:
    oldest = mails.ready().aggregate(at=Min("next_try_at"))["at"]
    return waiting("mail_waiting", "Mail", oldest, "None is waiting too long.", "sent")


def work() -> Sign:
    oldest = jobs.claimable().aggregate(at=Min("created_at"))["at"]
    return waiting("job_waiting", "Long work", oldest, "None is waiting too long.", "done")


def waiting(key: str, title: str, oldest: datetime | None, fine: str, done: str) -> Sign:
    value = age(oldest) or 0
    good = value < LATE
    words = fine if good else f"The oldest has waited {lasting(value)} to be {done}."
    return Sign(key, title, good, words, value)


def beat() -> Sign:
    return seen(ticks.BEAT, "Clockwork", "beat")


def worker() -> Sign:
    return seen(ticks.WORKER, "Worker", "worker")


def seen(name: str, title: str, part: str) -> Sign:
    value = age(ticks.last(name))
    if value is None:
        return Sign(name, title, False, f"No {part} was ever seen.")
    good = value < LATE
    words = "It works." if good else f"Last seen {lasting(value)} ago."
    return Sign(name, title, good, words, value)


def backup() -> Sign:
    value = age(ticks.last(ticks.BACKUP))
    if value is None:
        words = "None was taken yet."
        return Sign("backup", "Backup", not settings.PRODUCTION, words)
    words = f"The last one was taken {lasting(value)} ago."
    return Sign("backup", "Backup", value < NIGHTLY_LATE or not settings.PRODUCTION, words, value)


def disk() -> Sign:
    free = shutil.disk_usage(settings.DATA_DIR).free
    words = f"{free / 1024**3:.1f} GB are free."
    return Sign("disk_free", "Disk", free >= LEAST_FREE, words, free)


def clock() -> Sign:
    """Ours against the database's: codes of the second step and leases hang on it."""
    off = 0.0
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            off = abs((cursor.fetchone()[0] - moment.now()).total_seconds())
    good = off < CLOCK_OFF
    words = "Ours and the database's agree." if good else f"Ours is {lasting(off)} off."
    return Sign("clock", "Clock", good, words, round(off, 1))


def released() -> Sign:
    hold = holding.current()
    words = f"{hold.why}. No mail is sent." if hold else "Yes."
    return Sign("released", "Released", hold is None, words, float(hold is None))


def unresolved_mail() -> Sign:
    states = [Message.State.FAILED, Message.State.UNCERTAIN]
    number = Message.objects.filter(state__in=states).count()
    words = f"{number} wait for a person: Mail that needs a look." if number else "None."
    title = "Mail that could not be sent"
    return Sign("mail_unresolved", title, number < MANY_MAILS, words, number)


ASKED: list[Callable[[], Sign]] = [
    version, released, worker, beat, mail, unresolved_mail, work, audit, backup, disk, clock,
]  # fmt: skip


def add_sign(sign: Callable[[], Sign]) -> None:
    """For an app above this one, in its AppConfig.ready(); added twice it is asked once."""
    if sign not in ASKED:
        ASKED.append(sign)


def age(at: datetime | None) -> float | None:
    """Seconds since; never below 0."""
    return None if at is None else max(0.0, round((moment.now() - at).total_seconds(), 1))


def lasting(seconds: float) -> str:
    for size, name in ((24 * HOUR, "day"), (HOUR, "hour"), (MINUTE, "minute")):
        if seconds >= size:
            number = int(seconds // size)
            return f"{number} {name}{'s' * (number != 1)}"
    return "less than a minute"


def queues() -> Iterator[tuple[str, str, int]]:
    """("mail" or "job", state, how many), of what is not over: for a monitoring system."""
    working = [Job.State.WAITING, Job.State.RUNNING]
    parts = [("mail", *part) for part in zip(mails.NOT_OVER, mails.not_over(), strict=True)]
    parts.append(("job", working, Job.objects.filter(state__in=working).order_by()))
    for name, states, rows in parts:
        found = dict(rows.values_list("state").annotate(number=Count("pk")))
        for state in states:
            yield name, state, found.get(state, 0)
