"""The SENCO's answer: accept, ask for more, support in class, pastoral care. And telling it."""

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.dateformat import format as written

from referrals import hooks, obligations
from referrals.models import TOLD_SOURCES, Decision, Referral, State
from referrals.services import check_move, decide_row, note_event, tell_story
from register.services import place
from sendcase import edits
from sendcase.outbox import services as outbox


@transaction.atomic
def accept(*, referral, version, by, stage, reason, evidence="", needs=(), areas=()) -> Referral:
    """Place the pupil at a stage of the school's policy; the stage says what follows.

    needs: [(NeedType, note in plain words)] by rank. Raises Stale, IllegalMove.
    """
    row = opened(referral, version, State.ACCEPTED)
    entry = place(
        pupil=row.pupil,
        stage=stage,
        reason=reason,
        evidence=evidence,
        needs=needs,
        areas=areas,
        by=by,
    )
    decision = decide_row(row, State.ACCEPTED, by=by, reason=reason, register_entry=entry)
    finish(row, decision, f"accepted: {stage.name}")
    for follow in hooks.on_accept:
        follow(row)
    return row


@transaction.atomic
def ask_for_more(*, referral, version, by, reason, asked) -> Referral:
    """Back to the referrer, who sends the same referral again. Raises Stale, IllegalMove."""
    row = opened(referral, version, State.RETURNED)
    decision = decide_row(row, State.RETURNED, by=by, reason=reason, next_step=asked)
    finish(row, decision, "sent back: more information asked for")
    return row


@transaction.atomic
def resolve_in_class(*, referral, version, by, reason, advice) -> Referral:
    """No stage: the class goes on with this advice. Raises Stale, IllegalMove."""
    row = opened(referral, version, State.IN_CLASS)
    decision = decide_row(row, State.IN_CLASS, by=by, reason=reason, next_step=advice)
    finish(row, decision, "answered: support in class")
    return row


@transaction.atomic
def pass_to_pastoral(*, referral, version, by, reason, taken_on_by) -> Referral:
    """Not a special educational need: who takes it on. Raises Stale, IllegalMove."""
    row = opened(referral, version, State.PASTORAL)
    decision = decide_row(row, State.PASTORAL, by=by, reason=reason, next_step=taken_on_by)
    finish(row, decision, "passed to pastoral care")
    return row


@transaction.atomic
def mark_raiser_told(*, referral, version, by, on, how) -> Referral:
    """When and how the parent or pupil who asked heard the outcome. Raises Stale, IllegalMove."""
    row = edits.locked(Referral, referral.pk, version)
    if not row.raiser_waits:
        raise edits.IllegalMove("There is nobody left to tell about this referral.")
    edits.save(row, raiser_told_on=on, raiser_told_how=how)
    note_event("raiser_told", row, by, {"raiser_told_on": [None, on]})
    tell_story(row, "Told who asked what was decided")
    obligations.close_deadline(obligations.TELL, row)
    return row


def opened(referral, version, to) -> Referral:
    """The locked referral, where it may move to `to`."""
    row = edits.locked(Referral, referral.pk, version)
    check_move(row, to)
    return row


def finish(row, decision, words) -> None:
    """What every answer brings: the log, the story, the clocks and the referrer's mail."""
    note_event(row.state, row, decision.by, {"state": [State.SUBMITTED, row.state]})
    tell_story(row, f"{row.school.policy.referral_name} {words}")
    obligations.close_all(row)
    if row.state == State.RETURNED:
        obligations.open_complete(row)
    elif row.source in TOLD_SOURCES:
        obligations.open_tell(row)
    mail_referrer(row, decision)


def mail_referrer(row, decision: Decision) -> None:
    """Once per decision; names no child (security §3). Whoever decided needs no mail."""
    person = row.raised_by
    if person == decision.by or not person.is_active:
        return
    facts = {
        "name": person.name,
        "sent_on": written(obligations.london(row.submitted_at), "D j M Y"),
        "link": f"{settings.SITE_URL}{row.get_absolute_url()}",
        "asks": row.state == State.RETURNED,
    }
    outbox.add(
        key=f"referral-decision-{decision.pk}",
        to=person.email,
        subject="A question about a referral you sent" if facts["asks"]
        else "An answer to a referral you sent",
        text=render_to_string("emails/referral_answered.txt", facts),
        school_id=row.school_id,
    )  # fmt: skip
