"""Starting a review, deciding child by child, and noting that a family was told.

A review is locked before its rows. What is decided is carried out by register.review.finishing.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.http import Http404

from audit import log
from pupils.chronology import note
from register import codes
from register.models import Need, RegisterEntry
from register.review import deadlines
from register.review.following import facts_of
from register.review.models import RegisterReview, ReviewRow
from schools.models import Census, School, Stage
from sendcase import edits, moment
from sendcase.edits import IllegalMove

Choice, State = ReviewRow.Choice, RegisterReview.State
NO_TERM = (
    "A review belongs to a term, and no term has begun yet. Enter your terms first: School, then "
    "Terms. Then start the review."
)
NOT_OPEN = "This review is over. What was decided cannot be changed here."


@dataclass(frozen=True)
class Decision:
    """What a person chose for one row, and the version of it that they saw."""

    row: int
    version: int
    choice: str  # a ReviewRow.Choice, "" for undecided
    to_stage: Stage | None
    reason: str

    def says_as(self, row) -> bool:
        stage = self.to_stage and self.to_stage.pk
        return (self.choice, stage, self.reason) == (row.choice, row.to_stage_id, row.reason)


@transaction.atomic
def start(*, school, by) -> RegisterReview:
    """A review of everybody who is on a stage today. The one that is open already, if there is.

    Raises IllegalMove where the school has no term yet.
    """
    edits.locked(School, school.pk)
    if found := RegisterReview.objects.going_on().filter(school=school).first():
        return found
    term = deadlines.term_now(school.pk)
    if term is None:
        raise IllegalMove(NO_TERM)
    review = RegisterReview.objects.create(
        school=school, term=term, term_name=term.name, started_by=by
    )
    entries = RegisterEntry.objects.open().filter(school=school).order_by("pk")
    ReviewRow.objects.bulk_create(
        [ReviewRow(**facts_of(review, entry)) for entry in entries], batch_size=200
    )
    detail = {"term": [None, term.name]}
    log.record("register_review.started", target=review, by=by, school_id=school.pk, detail=detail)
    return review


@transaction.atomic
def stop(*, review, by) -> RegisterReview:
    """A review started by mistake, or not to be gone on with: nothing was decided on the register,
    and the term still owes its review. Pressed again it changes nothing.

    Raises IllegalMove once it was finished: what is being carried out is not taken back.
    """
    review = edits.locked(RegisterReview, review.pk)
    if review.state == State.STOPPED:
        return review
    if review.state != State.OPEN:
        raise IllegalMove(
            "This review is finished, and is being carried out. It cannot be stopped."
        )
    edits.save(review, state=State.STOPPED, finished_by=by, finished_at=moment.now())
    detail = {"state": [State.OPEN, State.STOPPED]}
    log.record("register_review.stopped", target=review, by=by, school_id=review.school_id,
               detail=detail)  # fmt: skip
    return review


def locked_open(review) -> RegisterReview:
    review = edits.locked(RegisterReview, review.pk)
    if review.state != State.OPEN:
        raise IllegalMove(NOT_OPEN)
    return review


@transaction.atomic
def decide(*, review, decisions: list[Decision], by) -> list[Decision]:
    """Save each decision that differs from what stands there. Returns those that were not saved,
    because somebody else decided that row in between.

    Raises IllegalMove for a finished review, Http404 for a row of another one.
    """
    review = locked_open(review)
    rows = review.rows.here().select_for_update().in_bulk([each.row for each in decisions])
    clashes = []
    for decision in decisions:
        row = rows.get(decision.row)
        if row is None:
            refuse_strange(review, decision)
            clashes.append(decision)
        elif not decision.says_as(row):
            if row.version == decision.version:
                decide_one(row, decision, by)
            else:
                clashes.append(decision)
    return clashes


def refuse_strange(review, decision) -> None:
    """A row that was dropped meanwhile is shown; one of another review does not exist here."""
    if not review.rows.filter(pk=decision.row).exists():
        raise Http404


def decide_one(row, decision, by) -> None:
    before = [row.choice, row.to_stage_id, row.reason]
    stage = decision.to_stage and decision.to_stage.pk
    changes = {"choice": decision.choice, "to_stage_id": stage, "reason": decision.reason}
    who = {"decided_by": by, "decided_at": moment.now()}
    if not decision.choice:
        who = {"decided_by": None, "decided_at": None}
    edits.save(row, **changes, **who)
    detail = {"decision": [before, list(changes.values())]}
    ids = {"school_id": row.school_id, "pupil_id": row.pupil_id}
    log.record("register_review.decided", target=row, by=by, detail=detail, **ids)


@transaction.atomic
def keep_the_rest(*, review, by) -> int:
    """Everybody who is not decided stays. Returns how many. Raises IllegalMove if finished."""
    review = locked_open(review)
    rows = review.rows.undecided()
    numbers = list(rows.order_by("pk").values_list("pk", flat=True))
    rows.update(
        choice=Choice.KEEP, decided_by=by, decided_at=moment.now(), version=F("version") + 1
    )
    if numbers:
        log.record(
            "register_review.kept_the_rest", target=review, by=by, school_id=review.school_id,
            detail={"rows": numbers},
        )  # fmt: skip
    return len(numbers)


def why_not_to(stage, needs: list[str]) -> str:
    """What stands against moving a child with these types of need to the stage, or ""."""
    if stage.census_code == Census.N:
        return ""
    found = codes.problems(stage.census_code, needs)
    return f"{found[0]} Do that on the child's own page." if found else ""


def needs_of(entries) -> dict[int, list[str]]:
    """Entry number → its types of need by rank. One query."""
    found: dict[int, list[str]] = {}
    rows = Need.objects.filter(entry__in=entries).order_by("rank")
    for entry, kind in rows.values_list("entry", "need_type"):
        found.setdefault(entry, []).append(kind)
    return found


@transaction.atomic
def mark_told(*, row, on, by, how="letter") -> ReviewRow:
    """The family has heard that support ended. A second telling changes nothing.

    Raises IllegalMove for a day that has not come, or one before the review was finished.
    """
    row = edits.locked(ReviewRow, row.pk)
    if row.told_on is not None:
        return row
    refuse_day(row, on)
    edits.save(row, told_on=on, told_how=how)
    deadlines.must_tell(row)
    ids = {"school_id": row.school_id, "pupil_id": row.pupil_id}
    detail = {"told_on": [None, on], "told_how": ["", how]}
    log.record("register_review.family_told", target=row, by=by, detail=detail, **ids)
    words = f"The family was told what the review of the register decided ({how})"
    note(row.pupil, words, needs="register_view", url=f"/pupils/{row.pupil_id}/register/", on=on)
    return row


def refuse_day(row, on) -> None:
    if on > moment.today():
        raise IllegalMove("This day has not come yet. Give the day they were told.")
    if row.decided_at and on < row.decided_at.astimezone(moment.LONDON).date():
        raise IllegalMove("This day is before it was decided. Give the day they were told.")
