"""Handing a return to the head and approving it: two people; what was looked at is approved."""

from datetime import date

from django.db import transaction

from audit import log
from audit.log import canonical
from pupils.wording import counted, day_text
from reports.census import content, deadlines, reading
from reports.census.models import CensusDay, CensusVersion
from sendcase import edits, moment
from sendcase.edits import IllegalMove

CHANGED = (
    "Something changed since this was handed to the head, so it is not approved. Look at what "
    "differs; then it is handed in again."
)
NOT_HANDED = "This has not been handed to the head. The SENCO or the office does that first."
SAME_PERSON = "You handed this in yourself. Somebody else who may approve it has to look at it."
STALE = "Something changed since you opened this page. Look at it again, then press once more."


def hand_in(*, school, day: date, seen: str, by) -> CensusDay:
    """To the head, as it stands now. seen: sha of what the person had before them.

    Raises IllegalMove where the day has not come, errors are left, it changed meanwhile, or it
    is approved as it stands.
    """
    # Of one moment, which no transaction that writes can give.
    return _hand_in(school, day, reading.extract(school, day), seen, by)


@transaction.atomic
def _hand_in(school, day: date, found: reading.Extract, seen: str, by) -> CensusDay:
    census = _locked(school, day)
    if day > moment.today():
        raise IllegalMove(f"{day_text(day)} has not come yet. Hand it in on that day or after it.")
    if seen != found.sha256:
        raise IllegalMove(STALE)
    if blocking := found.blocking:
        raise IllegalMove(f"{counted(len(blocking), 'error')} must be mended first.")
    last = census.versions.first()
    if last is not None and last.sha256 == found.sha256:
        raise IllegalMove("This is approved already, and nothing changed since.")
    if census.handed_sha256 == found.sha256:
        return census
    edits.save(census, handed_by=by, handed_at=moment.now(), handed_sha256=found.sha256)
    deadlines.follow(census)
    _record("handed_in", census, by, {"sha256": [None, found.sha256]})
    return census


def approve(*, census, seen: str, by) -> CensusVersion:
    """Freeze what was handed in. seen: sha of what the head had before them. Raises IllegalMove."""
    return _approve(census.pk, reading.extract(census.school, census.day), seen, by)


@transaction.atomic
def _approve(pk: int, found: reading.Extract, seen: str, by) -> CensusVersion:
    row = edits.locked(CensusDay, pk)
    last = row.versions.first()
    if not row.handed_sha256:
        if last is not None and last.sha256 == found.sha256 == seen:
            return last  # pressed twice
        raise IllegalMove(NOT_HANDED)
    if row.handed_by_id == by.pk:
        raise IllegalMove(SAME_PERSON)
    if not row.handed_sha256 == found.sha256 == seen:
        raise IllegalMove(CHANGED)
    if found.blocking:  # of the school: whether it has a unit is not in the return itself
        raise IllegalMove(CHANGED)
    made = CensusVersion.objects.create(
        census=row, number=(last.number if last else 0) + 1, handed_by=row.handed_by,
        approved_by=by, schema=content.SCHEMA, content=canonical(found.content),
        sha256=found.sha256,
    )  # fmt: skip
    edits.save(row, handed_sha256="")
    deadlines.follow(row)
    _record("approved", row, by, {"number": [None, made.number], "sha256": [None, made.sha256]})
    return made


def _locked(school, day: date) -> CensusDay:
    """Two who press at once: the second finds the row of the first."""
    row, _ = CensusDay.objects.get_or_create(school=school, day=day)
    return edits.locked(CensusDay, row.pk)


def _record(what, census, by, detail) -> None:
    log.record(f"census.{what}", target=census, by=by, school_id=census.school_id, detail=detail)
