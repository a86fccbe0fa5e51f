"""Carrying a review out: who stays at once, each change as a row of a job.

A row's change, its letters and its "done" are one transaction: a worker killed half way leaves the
row waiting, and nobody is moved twice.
"""

from copy import copy

from django.db import transaction
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from accounts.permissions import Permission
from audit import log
from letters.services import CannotPrepare
from pupils.models import ChronologyEntry, Pupil
from register import services as register
from register.models import NeedType, RegisterEntry
from register.review import deadlines, letters
from register.review.models import RegisterReview, ReviewRow
from register.review.services import NOT_OPEN, Choice, State
from schools.models import Census
from sendcase import edits, moment
from sendcase.edits import IllegalMove
from sendcase.jobs import services as jobs
from sendcase.jobs.models import Job
from sendcase.jobs.registry import job_kind

KIND = "register-review"
Letter = ReviewRow.Letter
MOVED_MEANWHILE = "Somebody changed this place after the review was finished. Nothing was done."


@transaction.atomic
def finish(*, review, seen: str, by) -> RegisterReview:
    """Close the deciding and begin to carry it out. Pressed again it changes nothing.

    seen: `as_seen` of what the person checked. Raises IllegalMove where a child is undecided or
    something was decided since.
    """
    review = edits.locked(RegisterReview, review.pk)
    if review.state != State.OPEN:
        return review
    rows = list(review.rows.here().order_by("pk"))
    if left := sum(not row.choice for row in rows):
        are = "child is" if left == 1 else "children are"
        raise IllegalMove(f"{left} {are} not decided yet. Decide, or let the rest stay.")
    if as_seen(rows) != seen:
        raise IllegalMove("Something was decided since you opened this page. Check it again.")
    edits.save(review, state=State.FINISHING, finished_by=by, finished_at=moment.now())
    detail = {"rows": {choice: sum(r.choice == choice for r in rows) for choice in Choice.values}}
    log.record("register_review.finished", target=review, by=by, school_id=review.school_id,
               detail=detail)  # fmt: skip
    remember_names(review)
    keep_them(review, [row for row in rows if row.choice == Choice.KEEP])
    go_on(review)
    return review


def as_seen(rows) -> str:
    """Tells whether what was checked is what stands there: children and how often each changed."""
    return f"{len(rows)}-{sum(row.version for row in rows)}-{max((r.pk for r in rows), default=0)}"


def remember_names(review) -> None:
    """As things are called today, in one statement."""
    pupil = Pupil.objects.filter(pk=OuterRef("pupil"))
    klass, key = pupil.values("class_group__name"), pupil.values("class_group__sort_key")
    entry = RegisterEntry.objects.filter(pk=OuterRef("entry")).values("stage_name")
    stages = review.school.stages.filter(pk=OuterRef("to_stage")).values("name")
    review.rows.update(
        class_name=Coalesce(Subquery(klass[:1]), Value("")),
        class_key=Coalesce(Subquery(key[:1]), Value("")),
        stage_name=Subquery(entry[:1]),
        to_stage_name=Coalesce(Subquery(stages[:1]), Value("")),
    )


def keep_them(review, rows) -> None:
    """Nothing changes for them but the line in their story."""
    now = moment.now()
    review.rows.here().filter(choice=Choice.KEEP).update(done_at=now)
    words = f"The register was reviewed ({review.term_name}): the stage stays"
    ChronologyEntry.objects.bulk_create(
        [
            ChronologyEntry(
                school_id=review.school_id, pupil_id=row.pupil_id, on=moment.today(),
                summary=words, url=f"/pupils/{row.pupil_id}/register/",
                needs=Permission.REGISTER_VIEW,
            )
            for row in rows
        ],
        batch_size=200,
    )  # fmt: skip


def to_do(review):
    return review.rows.here().filter(done_at=None)


def go_on(review) -> None:
    """A job for what is still to be carried out; where nothing is, the review ends.

    After a failure on our side pressed again: the version counts, so it is a new job.
    """
    numbers = list(to_do(review).order_by("pk").values_list("pk", flat=True))
    if not numbers:
        end(review)
        return
    jobs.add(
        kind=KIND, key=f"{KIND}-{review.pk}-{review.version}", school_id=review.school_id,
        rows=[{"row": number} for number in numbers], by=review.finished_by,
    )  # fmt: skip


def newest_job(review) -> Job | None:
    mine = Job.objects.filter(school_id=review.school_id, kind=KIND)
    return mine.filter(key__startswith=f"{KIND}-{review.pk}-").order_by("-pk").first()


@transaction.atomic
def try_again(*, review, by) -> None:
    """For what went wrong on our side. Raises IllegalMove while the work still goes on."""
    review = edits.locked(RegisterReview, review.pk)
    if review.state != State.FINISHING:
        raise IllegalMove(NOT_OPEN)
    job = newest_job(review)
    if job is not None and job.state != Job.State.DONE:
        raise IllegalMove("The work is still going on. Look again in a minute.")
    edits.save(review)
    log.record("register_review.tried_again", target=review, by=by, school_id=review.school_id)
    go_on(review)


@job_kind(KIND)
def carry_out(job, job_row) -> dict:
    """One child. A change that is not possible (any more) is noted with its reason."""
    row = ReviewRow.objects.select_related("review").get(pk=job_row.args["row"])
    if row.done_at is None:
        pupil = edits.locked(Pupil, row.pupil_id)
        try:
            with transaction.atomic():
                changes = change(row, pupil, job.by)
        except (IllegalMove, edits.Stale) as why:
            changes = {"problem": str(why)[:300] or MOVED_MEANWHILE}
        row = edits.save(edits.locked(ReviewRow, row.pk), done_at=moment.now(), **changes)
        deadlines.must_tell(row)
    review = edits.locked(RegisterReview, row.review_id)
    if review.state == State.FINISHING and not to_do(review).exists():
        end(review)
    return {}


def change(row, pupil, by) -> dict:
    """Move or end by the register's own services, and the letters. → what the row notes."""
    entry = RegisterEntry.objects.open().filter(pupil=pupil).select_related("stage").first()
    same = entry is not None and (entry.pk, entry.stage_id) == (row.entry_id, row.from_stage_id)
    if not same:
        raise IllegalMove(MOVED_MEANWHILE)
    before, evidence = copy(entry), f"Review of the register, {row.review.term_name}"
    if row.choice == Choice.MOVE:
        about = move(entry, row, pupil, evidence, by)
    else:
        register.close(entry=entry, reason=f"{row.reason}\n{evidence}", by=by)
        about = row
    return tell(row, pupil, before, about, by)


def move(entry, row, pupil, evidence, by) -> RegisterEntry:
    """To the other stage with the needs and areas of the one before."""
    goes_on = row.to_stage.census_code != Census.N
    needs = [
        (NeedType(need.need_type), need.note)
        for need in entry.needs.all()
        if goes_on or need.need_type != NeedType.NSA
    ]
    return register.place(
        pupil=pupil, stage=row.to_stage, reason=row.reason, evidence=evidence, needs=needs,
        areas=list(entry.areas.all()), by=by,
    )  # fmt: skip


def tell(row, pupil, before, about, by) -> dict:
    """The letters that follow, prepared; where none can be, why, and by when to tell otherwise."""
    purpose = letters.follows(before, row.to_stage)
    if purpose is None:
        return {"letter": Letter.NONE}
    if purpose is letters.WITH_PLAN:
        return {"letter": Letter.WITH_PLAN}
    # A move to support has its own deadline, on the entry; the end of support has this one.
    ends = row.to_stage is None or not letters.supports(row.to_stage)
    try:
        with transaction.atomic():
            letters.prepare(
                purpose=purpose, pupil=pupil, before=before, stage=row.to_stage,
                about=row if ends else about, reason=row.reason, on=moment.today(), by=by,
            )  # fmt: skip
    except CannotPrepare as why:
        due = {"tell_by": deadlines.tell_by(row.school_id)} if ends else {}
        return {"letter": Letter.FAILED, "letter_problem": str(why)[:300], **due}
    return {"letter": Letter.PREPARED}


def end(review) -> None:
    """Everything is carried out: count, and meet the term's deadline. The review is locked."""
    rows = list(review.rows.values_list("choice", "dropped_at", "problem"))
    here = [(choice, bool(problem)) for choice, dropped, problem in rows if dropped is None]
    done = [choice for choice, is_wrong in here if not is_wrong]
    edits.save(
        review, state=State.FINISHED, kept=done.count(Choice.KEEP), moved=done.count(Choice.MOVE),
        closed=done.count(Choice.CLOSE), dropped=len(rows) - len(here),
        not_done=len(here) - len(done),
    )  # fmt: skip
    deadlines.keep(review.school_id)
