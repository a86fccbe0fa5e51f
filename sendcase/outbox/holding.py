"""A site restored from a backup is not released: it sends nothing until a person says so.

Else a copy set up for a trial would write to families, and what the site before sent after the
backup was taken would go out a second time.
"""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Count

from audit import log
from audit.models import NO_SCHOOL
from sendcase import edits, moment
from sendcase.outbox import nudge
from sendcase.outbox.models import Hold, Message

State = Message.State
HELD_WORDS = "It waited when the backup was taken. It may have gone out since."
CUT_WORDS = "It was going out when the backup was taken. It may have arrived."


def current() -> Hold | None:
    return Hold.objects.first()


@transaction.atomic
def begin(why: str) -> Hold:
    """Send nothing from now on; what the backup held waits for a person."""
    hold, _ = Hold.objects.update_or_create(pk=1, defaults={"why": why, "since": moment.now()})
    hold_mail()
    log.record("site.held", target=hold, by=None, school_id=NO_SCHOOL, detail={"why": why})
    return hold


@transaction.atomic
def pause(why: str) -> Hold:
    """Send nothing from now on; what waits goes out with the release."""
    hold, _ = Hold.objects.update_or_create(pk=1, defaults={"why": why, "since": moment.now()})
    log.record("site.held", target=hold, by=None, school_id=NO_SCHOOL, detail={"why": why})
    return hold


def hold_mail() -> None:
    """What waited is held back, what was going out is uncertain."""
    cut = Message.objects.filter(state=State.SENDING)
    cut.update(state=State.UNCERTAIN, lease_until=None, error=CUT_WORDS)
    waited = Message.objects.filter(state__in=[State.WAITING, State.CLAIMED])
    waited.update(state=State.HELD, lease_until=None, error=HELD_WORDS)


def waiting() -> int:
    """Mails written since: they go out with the release."""
    return Message.objects.filter(state=State.WAITING).count()


@transaction.atomic
def release(by: str) -> int:
    """Send again. Returns how many mails wait. Raises IllegalMove where nothing is held.

    by: who decided, in words; an operator has no account here.
    """
    hold = Hold.objects.select_for_update().first()
    if hold is None:
        raise edits.IllegalMove("This site is released already.")
    log.record(
        "site.released", target=hold, by=None, school_id=NO_SCHOOL,
        detail={"by": by, "held since": hold.since},
    )  # fmt: skip
    hold.delete()
    first = Message.objects.filter(state=State.WAITING).values_list("pk", flat=True).first()
    if first is not None:
        nudge.after_commit(first)
    return waiting()


def held_by_school() -> Iterator[tuple[int, int]]:
    """(school number, how many mails are held back); number 0 is account mail."""
    held = Message.objects.filter(state=State.HELD)
    yield from held.order_by("school_id").values_list("school_id").annotate(n=Count("pk"))


@transaction.atomic
def send_held(reason: str, by: str) -> int:
    """All that is held back waits again. Returns how many."""
    return _resolve(State.WAITING, "mail.held_sent", reason, by, attempts=0, error="")


@transaction.atomic
def drop_held(reason: str, by: str) -> int:
    """Nothing that is held back goes out, ever. Secrets in it are blanked. Returns how many."""
    secret = Message.objects.filter(state=State.HELD, blank_after=True)
    secret.update(text="", html="")
    return _resolve(State.DROPPED, "mail.held_dropped", reason, by)


def _resolve(state: str, verb: str, reason: str, by: str, **changes) -> int:
    """One audit row for each school: how many, why, and who decided."""
    resolved = 0
    for school_id, _ in list(held_by_school()):
        held = Message.objects.filter(state=State.HELD, school_id=school_id)
        one = held.first()
        done = held.update(state=state, next_try_at=moment.now(), **changes)
        detail = {"mails": done, "why": reason, "by": by}
        log.record(verb, target=one, by=None, school_id=school_id, detail=detail)
        resolved += done
    return resolved
