"""Filling a demo school as a job: a row for each piece, done by the real worker while people look.

One school at a time: on SQLite two would only wait for each other. The last row of a school adds
the job of the next.
"""

import time
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F

from demo.chapters import CHAPTERS
from demo.plot import plot_of
from demo.schools import SCHOOLS
from demo.teller import Teller
from schools import rhythm
from schools.models import School
from sendcase import moment
from sendcase.jobs import services as jobs
from sendcase.jobs.models import Job
from sendcase.jobs.registry import job_kind
from sendcase.outbox.models import Message
from sendcase.pdf import PdfFailed

KIND = "fill-demo"
LONGEST_HOLD, PAUSE = 0.3, 0.13  # seconds
_busy = 0.0  # since the last pause


def key_of(slug: str) -> str:
    return f"{KIND}-{slug}"


def job_of(slug: str) -> Job | None:
    return Job.objects.filter(key=key_of(slug)).first()


def rows_of(slug: str, today: date, scale: int) -> list[dict]:
    plot, same = plot_of(slug, today, scale), {"day": today.isoformat(), "scale": scale}
    found = [
        {"chapter": name, **args, **same}
        for name, chapter in CHAPTERS.items()
        for args in chapter.tell(plot)
    ]
    return [*found, {"chapter": None, **same}]


def add(slug: str, today: date, scale: int = 1) -> Job:
    school = School.objects.get(slug=slug, is_demo=True)
    rows = rows_of(slug, today, scale)
    return jobs.add(kind=KIND, key=key_of(slug), school_id=school.pk, rows=rows)


@job_kind(KIND)
def fill(job, row) -> dict:
    args = dict(row.args)
    today, scale, name = date.fromisoformat(args.pop("day")), args.pop("scale"), args.pop("chapter")
    slug = job.key.removeprefix(f"{KIND}-")
    if name is None:
        rhythm.changed(job.school_id, None)  # the school was opened two years ago: terms went by
        return begin_next(slug, today, scale)
    began = time.monotonic()
    teller = Teller(plot_of(slug, today, scale))
    write(CHAPTERS[name], teller, args)
    mails_of_then(teller)
    transaction.on_commit(lambda: breathe(began), robust=True)
    return {}


def write(chapter, teller: Teller, args: dict) -> None:
    """A paper that took too long on a busy computer is tried once more, from the piece's start."""
    try:
        with transaction.atomic():
            chapter.write(teller, args)
    except PdfFailed:
        chapter.write(teller, args)


def breathe(began: float) -> None:
    """Let others save. Whoever waits for SQLite looks ten times a second: row upon row without a
    pause as long as that would keep a person at the sign-in for many seconds.
    """
    global _busy
    _busy += time.monotonic() - began
    if _busy > LONGEST_HOLD:
        time.sleep(PAUSE)
        _busy = 0.0


def begin_next(slug: str, today: date, scale: int) -> dict:
    """The next school that was opened and has no job yet."""
    order = [demo.slug for demo in SCHOOLS]
    for following in order[order.index(slug) + 1 :]:
        if School.objects.filter(slug=following, is_demo=True).exists():
            add(following, today, scale)
            return {"next": following}
    return {}


def mails_of_then(teller: Teller) -> None:
    """A mail of last spring went out last spring: nobody's catcher is flooded with it."""
    then = Message.objects.filter(
        state=Message.State.WAITING, school_id=teller.school.pk,
        created_at__lt=moment.now() - timedelta(hours=1),
    )  # fmt: skip
    then.filter(blank_after=True).update(text="", html="")
    then.update(state=Message.State.SENT, sent_at=F("created_at"), attempts=1)


def take_up() -> None:
    """At a start nobody works yet: what a killed worker held need not wait for its lease."""
    for job in Job.objects.filter(kind=KIND, state__in=["waiting", "running"]):
        Job.objects.filter(pk=job.pk, state="running").update(
            lease_until=moment.now() - timedelta(seconds=1)
        )
        jobs.nudge(job.pk)
