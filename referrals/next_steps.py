"""What happens next to a referral, with names and dates, for the one who reads it."""

from datetime import timedelta

from accounts.access import may
from accounts.permissions import Permission
from referrals.models import State
from referrals.obligations import answer_due, complete_due, london, tell_due
from referrals.permits import may_decide
from referrals.presenting import written
from sendcase import moment


def answerer(referral) -> str:
    """Who answers: Mr J. Whitlock (SENCO)."""
    school = referral.school
    title = school.policy.senco_title
    return f"{school.senco_name} ({title})" if school.senco_name else f"The {title}"


def answer_by(policy) -> str:
    """The last day for an answer to what is sent today."""
    return written(moment.today() + timedelta(days=policy.referral_answer_days))


def next_step(referral, user) -> dict:
    """What happens now, with names and dates: {title, words, url, verb}; the last two may lack."""
    say = {
        State.DRAFT: draft_step,
        State.SUBMITTED: submitted_step,
        State.RETURNED: returned_step,
        State.WITHDRAWN: withdrawn_step,
    }.get(referral.state, answered_step)
    return say(referral, user)


def draft_step(referral, user):
    return {
        "title": "Not sent yet",
        "words": "Only you can see it. Go on writing, or check it and send it.",
        "url": f"/referrals/{referral.pk}/edit/",
        "verb": "Go on writing",
    }


def submitted_step(referral, user):
    due = written(answer_due(referral))
    sent = written(london(referral.submitted_at))
    words = f"Sent on {sent}. {answerer(referral)} answers by {due}."
    step = {"title": "What happens next", "words": words}
    if may_decide(user, referral):
        return step | {"url": f"/referrals/{referral.pk}/decide/", "verb": "Answer"}
    if referral.raised_by_id == user.pk:
        step["words"] += f" You will get an e-mail at {user.email}."
    return step


def asked(referral) -> str:
    """What the SENCO wants to know, while the referral is with its author again."""
    if referral.state != State.RETURNED:
        return ""
    question = referral.decisions.filter(outcome=State.RETURNED).order_by("-at", "-pk").first()
    return question.next_step if question else ""


def returned_step(referral, user):
    due = written(complete_due(referral))
    words = f"{referral.decided_by.name} asks: {asked(referral)}"
    step = {"title": f"More is needed by {due}", "words": words}
    if referral.raised_by_id == user.pk:
        return step | {"url": f"/referrals/{referral.pk}/edit/", "verb": "Add to it"}
    return step


def withdrawn_step(referral, user):
    when = written(london(referral.decided_at)) if referral.decided_at else ""
    words = f"{referral.decided_by.name} took it back on {when}: {referral.decision_reason}"
    return {"title": "Withdrawn", "words": words}


def answered_step(referral, user):
    """Accepted, support in class, pastoral care: by whom, when, and who must still be told."""
    when = written(london(referral.decided_at))
    words = f"{referral.decided_by.name} answered on {when}."
    step = {"title": referral.get_state_display(), "words": words}
    if referral.raiser_waits:
        due = written(tell_due(referral))
        step["words"] += f" {referral.raiser_name} asked first and is told by {due}."
        if may_decide(user, referral):
            return step | {"url": f"/referrals/{referral.pk}/told/", "verb": "Note who was told"}
    elif referral.raiser_told_on:
        told = written(referral.raiser_told_on)
        step["words"] += f" {referral.raiser_name} was told on {told}: {referral.raiser_told_how}."
    if referral.register_entry_id and may(user, Permission.PLAN_EDIT, referral.school_id):
        step |= {"url": f"/pupils/{referral.pupil_id}/plan/", "verb": "Go to the plan"}
    return step
