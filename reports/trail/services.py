"""Asking for trails, stopping, throwing away."""

from django.db import transaction

from accounts.permissions import Permission as P
from audit import log
from pupils.models import Pupil
from reports.trail import building
from reports.trail.choosing import MOST
from reports.trail.models import CaseTrail, CaseTrailPupil
from sendcase import edits
from sendcase.edits import IllegalMove
from sendcase.jobs import services as jobs

State = CaseTrail.State
NOBODY = "Choose at least one child."
TOO_MANY = f"Choose {MOST} children at most: one trail may be thirty pages."


@transaction.atomic
def ask(*, school, pupils: list[int], by, seed: int | None = None) -> CaseTrail:
    """A job for the worker. pupils: their numbers, in the order of the paper.

    Raises IllegalMove.
    """
    wanted = list(dict.fromkeys(pupils))
    if not wanted:
        raise IllegalMove(NOBODY)
    if len(wanted) > MOST:
        raise IllegalMove(TOO_MANY)
    rows = Pupil.objects.visible_to(by, P.CASE_TRAIL).filter(school=school, pk__in=wanted)
    found = {row.pk: row for row in rows}
    if len(found) < len(wanted):
        raise IllegalMove("One of the children is not here any more. Choose again.")
    trail = CaseTrail.objects.create(school=school, asked_by=by, seed=seed)
    CaseTrailPupil.objects.bulk_create(
        CaseTrailPupil(school=school, trail=trail, pupil=found[pk], position=at)
        for at, pk in enumerate(wanted, 1)
    )
    edits.save(edits.locked(CaseTrail, trail.pk), job=building.begin(trail, by))
    _record("asked", trail, by, {"pupils": wanted, "seed": seed})
    return CaseTrail.objects.select_related("school", "job").get(pk=trail.pk)


@transaction.atomic
def stop(*, trail, by) -> CaseTrail:
    """Nothing of it is kept. Raises IllegalMove."""
    row = edits.locked(CaseTrail, trail.pk)
    if row.state != State.WAITING:
        raise IllegalMove("It is not being made any more.")
    jobs.cancel(row.job)
    _record("stopped", row, by, {"state": [row.state, State.STOPPED]})
    return building.end(row, State.STOPPED)


@transaction.atomic
def throw_away(*, trail, by) -> CaseTrail:
    """The files go; who asked for them and who printed them stays. Raises IllegalMove."""
    row = edits.locked(CaseTrail, trail.pk)
    if row.state != State.READY:
        raise IllegalMove("There are no files to throw away.")
    _record("thrown_away", row, by, {"state": [row.state, State.THROWN]})
    return building.end(row, State.THROWN)


def is_at_work(trail) -> bool:
    return trail.state == State.WAITING and trail.job.state in ("waiting", "running")


def _record(what, trail, by, detail) -> None:
    log.record(f"case_trail.{what}", target=trail, by=by, school_id=trail.school_id, detail=detail)
