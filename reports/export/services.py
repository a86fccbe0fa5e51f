"""All records of a school leave it: one person asks, another agrees, and a worker makes the file.

The whole database of children in one file is the largest disclosure there is: two people (security
§2), the password again, and every download in the log. Where the two are one person it waits.
"""

from django.db import transaction

from accounts.access import may
from accounts.permissions import Permission as P
from audit import log
from reports.export import building, deadlines, states
from reports.export.models import SchoolExport
from schools.models import School
from sendcase import edits, moment
from sendcase.edits import IllegalMove

OWN = "Whoever asked cannot be the second person."
UNDER_WAY = "There is one under way already. Wait for it, or stop it first."
NO_WORDS = "Say why it is not agreed."


@transaction.atomic
def ask(*, school, by, reason) -> SchoolExport:
    """It waits for a second person. Raises IllegalMove where one is under way."""
    edits.locked(School, school.pk)  # the second of two presses waits here
    if SchoolExport.objects.under_way().filter(school=school).exists():
        raise IllegalMove(UNDER_WAY)
    row = SchoolExport.objects.create(
        school=school, reason=reason, asked_by=by, asked_at=moment.now()
    )
    return _tell(row, "asked", by, {"reason": [None, reason]})


@transaction.atomic
def agree(*, row, by, words="", version=None) -> SchoolExport:
    """The second person agrees, and a worker begins. Raises Stale; IllegalMove for who asked."""
    row = edits.locked(SchoolExport, row.pk, version)
    after = states.check(row, "agree")
    _refuse_own(row, by)
    edits.save(
        row, state=after, second_by=by, second_at=moment.now(), second_words=words,
        job=building.begin(row),
    )  # fmt: skip
    return _tell(row, "agreed", by, {"state": ["asked", after], "words": ["", words]})


@transaction.atomic
def refuse(*, row, by, words, version=None) -> SchoolExport:
    """The second person says no, with a reason."""
    row = edits.locked(SchoolExport, row.pk, version)
    after = states.check(row, "refuse")
    _refuse_own(row, by)
    if not words.strip():
        raise IllegalMove(NO_WORDS)
    edits.save(row, state=after, second_by=by, second_at=moment.now(), second_words=words)
    return _tell(row, "refused", by, {"state": ["asked", after], "words": ["", words]})


@transaction.atomic
def stop(*, row, by) -> SchoolExport:
    """Nothing comes of it, and what was made so far is taken away. Raises IllegalMove."""
    row = edits.locked(SchoolExport, row.pk)
    before, after = row.state, states.check(row, "stop")
    building.stop(row)
    edits.save(row, state=after)
    return _tell(row, "stopped", by, {"state": [before, after]})


@transaction.atomic
def remove(*, row, by) -> SchoolExport:
    """The file goes; that it was there is kept. by: None where its days are over."""
    row = edits.locked(SchoolExport, row.pk)
    before, after = row.state, states.check(row, "remove")
    building.delete_later([row.file.name])
    edits.save(row, state=after, file="")
    return _tell(row, "removed", by, {"state": [before, after]})


def remove_old(school_id: int) -> int:
    """Files whose last day is over. Returns how many went."""
    ready = SchoolExport.State.READY
    old = SchoolExport.objects.filter(
        school=school_id, state=ready, until_on__lt=moment.today()
    )  # fmt: skip
    return sum(bool(_removed(row)) for row in old)


def _removed(row) -> SchoolExport | None:
    try:
        return remove(row=row, by=None)
    except IllegalMove:
        return None  # somebody was quicker


def may_decide(user, row) -> bool:
    """Whether this person can be the second one."""
    return row.asked_by_id != user.pk and may(user, P.SCHOOL_EXPORT_SECOND, row.school_id)


def may_take(user, row) -> bool:
    """Whether this person can download it: who asked, while they still may ask, until its last
    day is over, also where nothing has removed the file yet.
    """
    if row.until_on and row.until_on < moment.today():
        return False
    return row.asked_by_id == user.pk and may(user, P.SCHOOL_EXPORT, row.school_id)


def _refuse_own(row, by) -> None:
    if row.asked_by_id == by.pk:
        raise IllegalMove(OWN)


def _tell(row, verb, by, detail) -> SchoolExport:
    log.record(
        f"school_export.{verb}", target=row, by=by, school_id=row.school_id, detail=detail
    )  # fmt: skip
    deadlines.keep(row)
    return row
