"""Writing a referral, sending it, taking it back. Deciding on it: referrals.triage."""

from django.db import transaction

from accounts.permissions import Permission
from audit import log
from pupils import chronology
from pupils.models import Pupil
from referrals import obligations
from referrals.completeness import as_values, missing
from referrals.meetings import deadlines as meetings
from referrals.models import MOVES, Decision, ProgressTest, Referral, State
from sendcase import edits, moment

# What its author writes. Everything else is set by the moves.
WRITTEN = [
    "concern", "source", "raised_by_contact", "raised_by_name", "raised_on", "carer_name",
    "reasons", "interventions", "parent_spoken_by", "parent_spoken_on", "parent_said",
    "parent_not_asked_why", "pupil_spoken_by", "pupil_said", "pupil_not_asked_why", "underneath",
]  # fmt: skip


@transaction.atomic
def start(*, pupil, by, values, areas=(), tests=()) -> Referral:
    """A new draft, seen by its author alone.

    values: field → value, of WRITTEN; areas: the school's Areas; tests: [(test, figure, source)].
    """
    pupil = Pupil._base_manager.select_related("school__policy").get(pk=pupil.pk)
    written = {field: values[field] for field in WRITTEN if field in values}
    referral = Referral.objects.create(
        school=pupil.school, pupil=pupil, raised_by=by, **{"raised_on": moment.today()} | written
    )
    write_rows(referral, areas, tests)
    note_event("started", referral, by)
    return referral


@transaction.atomic
def revise(*, referral, version, by, values, areas=(), tests=()) -> Referral:
    """Save other words in an open referral. Raises Stale, IllegalMove.

    A referral that waits for an answer must stay complete.
    """
    row = edits.locked(Referral, referral.pk, version)
    if not row.is_open:
        raise edits.IllegalMove(
            "You can't change this referral: it has been answered. Raise a new one if something "
            "has changed."
        )
    before, written = snapshot(row), {f: values[f] for f in WRITTEN if f in values}
    if row.state == State.SUBMITTED:
        refuse_incomplete(as_values(row) | written | {"areas": list(areas)})
    edits.save(row, **written)
    write_rows(row, areas, tests)
    after = snapshot(row)
    changed = {f: [before[f], after[f]] for f in after if before[f] != after[f]}
    note_event("changed", row, by, changed)
    return row


def write_rows(referral, areas, tests) -> None:
    referral.areas.set(areas)
    referral.tests.all().delete()
    ProgressTest.objects.bulk_create(
        ProgressTest(
            school_id=referral.school_id, referral=referral, test=test, figure=figure, source=source
        )
        for test, figure, source in tests
    )


def snapshot(referral) -> dict:
    """What the author wrote, as the audit log keeps it."""
    plain = {f: getattr(referral, Referral._meta.get_field(f).attname) for f in WRITTEN}
    return plain | {
        "areas": [area.code for area in referral.areas.all()],
        "tests": [list(row) for row in referral.tests.values_list("test", "figure", "source")],
    }


@transaction.atomic
def submit(*, referral, version, by) -> Referral:
    """Send it, or send it again after more was asked for. Raises Stale, IllegalMove."""
    row = edits.locked(Referral, referral.pk, version)
    check_move(row, State.SUBMITTED)
    refuse_incomplete(as_values(row))
    again = row.submitted_at is not None
    before = row.state
    edits.save(
        row,
        state=State.SUBMITTED,
        submitted_at=moment.now(),
        decided_by=None,
        decided_at=None,
        decision_reason="",
        **days_of(row.school.policy),
    )
    note_event("submitted", row, by, {"state": [before, row.state]})
    meetings.met_by(row)
    name = row.school.policy.referral_name
    tell_story(row, f"{name} sent again, with more information" if again else f"{name} sent")
    obligations.open_answer(row)
    return row


@transaction.atomic
def withdraw(*, referral, version, by, reason) -> Referral:
    """Take it back before it is answered. Raises Stale, IllegalMove."""
    row = edits.locked(Referral, referral.pk, version)
    check_move(row, State.WITHDRAWN)
    before, was_sent = row.state, row.submitted_at is not None
    decide_row(row, State.WITHDRAWN, by=by, reason=reason)
    note_event("withdrawn", row, by, {"state": [before, row.state]})
    if was_sent:
        tell_story(row, f"{row.school.policy.referral_name} withdrawn")
    obligations.close_all(row, done=False)
    return row


def decide_row(row, outcome, *, by, reason, next_step="", **changes) -> Decision:
    """The referral's latest decision, and the kept row of it."""
    now = moment.now()
    facts = {"decided_by": by, "decided_at": now, "decision_reason": reason}
    edits.save(row, state=outcome, **facts, **days_of(row.school.policy), **changes)
    return Decision.objects.create(
        school_id=row.school_id,
        referral=row,
        outcome=outcome,
        reason=reason,
        next_step=next_step,
        by=by,
        at=now,
    )


def days_of(policy) -> dict:
    """What a referral copies from the policy when it is sent and when it is decided."""
    return {
        "answer_days": policy.referral_answer_days,
        "tell_days": policy.tell_parents_days,
        "plan_days": policy.plan_write_days,
    }


def check_move(row, to) -> None:
    """Raise IllegalMove unless the state table has the step."""
    if to in MOVES[row.state]:
        return
    if row.state == State.SUBMITTED:
        words = "This referral has been sent already."
    elif row.is_open:
        words = "This referral has not been sent. It can be answered once it has."
    else:
        words = f"Somebody has dealt with this referral already: {row.state_words.lower()}."
    raise edits.IllegalMove(words)


def refuse_incomplete(values) -> None:
    if gaps := missing(values):
        raise edits.IllegalMove(" ".join(["This is not complete.", *gaps.values()]))


def note_event(verb, row, by, detail=None) -> None:
    log.record(
        f"referral.{verb}",
        target=row,
        by=by,
        school_id=row.school_id,
        pupil_id=row.pupil_id,
        detail=detail,
    )


def tell_story(row, summary) -> None:
    """A line of the pupil's story. pupils.querysets keeps it from support staff and guests."""
    chronology.note(row.pupil, summary, needs=Permission.REFERRAL_VIEW, url=row.get_absolute_url())
