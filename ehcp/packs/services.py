"""Asking for a pack, stopping one, asking again."""

from django.db import transaction

from audit import log
from ehcp.packs import building, parts
from ehcp.packs.case import Case
from ehcp.packs.models import Pack
from sendcase import edits
from sendcase.edits import IllegalMove
from sendcase.jobs import services as jobs

AT_WORK = "The papers are being put together already. Wait for them, or stop them first."
NOTHING = "Nothing is chosen. Tick at least one paper."


@transaction.atomic
def ask(*, by, review=None, request=None, without=(), only=None) -> Pack:
    """Let a worker put the papers together, for one of review and request.

    without: keys of parts ("letters") and papers ("plans:12") to leave out; only: in its place, key
    → title of just those to take, where they may still be taken. Raises IllegalMove where one is
    being made, or nothing is left to put in it.
    """
    about = review or request
    edits.locked(type(about), about.pk)  # the second of two presses waits here
    owner = {"review": review, "request": request}
    for before in Pack.objects.filter(**owner, state=Pack.State.WAITING):
        if is_at_work(before):
            raise IllegalMove(AT_WORK)
        building.end(before, Pack.State.FAILED)
    found = parts.gather(Case(by=by, **owner))
    without = parts.but(found, only) if only is not None else without
    chosen = parts.chosen(found, without)
    if not chosen:
        raise IllegalMove(NOTHING)
    fallen = {key: only[key] for key in (only or {}).keys() - parts.keys(chosen)}
    pack = Pack.objects.create(
        school_id=about.school_id, pupil_id=about.pupil_id, asked_by=by, without=sorted(without),
        **owner,
    )  # fmt: skip
    edits.save(
        edits.locked(Pack, pack.pk), job=building.begin(pack, chosen, by, sorted(fallen.values()))
    )
    _record("asked", pack, by, {"without": pack.without, "fallen": sorted(fallen)})
    return Pack.objects.get(pk=pack.pk)


@transaction.atomic
def stop(*, pack, by) -> Pack:
    """No pack comes of it; what was made so far is taken away. Raises IllegalMove."""
    row = edits.locked(Pack, pack.pk)
    if row.state != Pack.State.WAITING:
        raise IllegalMove("It is not being put together any more.")
    jobs.cancel(row.job)
    _record("stopped", row, by, {"state": [row.state, Pack.State.STOPPED]})
    return building.end(row, Pack.State.STOPPED)


@transaction.atomic
def again(*, pack, by) -> Pack:
    """A new one of just the papers that were ticked then, as they are today: none that came since.
    Raises IllegalMove.
    """
    only = building.ticked(pack) or None
    return ask(by=by, review=pack.review, request=pack.request, without=pack.without, only=only)


def is_at_work(pack) -> bool:
    return pack.state == Pack.State.WAITING and pack.job.state in ("waiting", "running")


def _record(what, pack, by, detail) -> None:
    log.record(
        f"ehc_pack.{what}", target=pack, by=by, school_id=pack.school_id, pupil_id=pack.pupil_id,
        detail=detail,
    )  # fmt: skip
