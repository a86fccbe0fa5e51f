"""A round as people read it: question by question, each colleague's answer beside the others."""

from accounts.access import may
from accounts.permissions import Permission
from pupils.access import may_about
from referrals.presenting import written
from referrals.questions.models import Asked, Round
from sendcase import moment

OF_PUPIL = 10


def table(round) -> dict:
    """{questions: [{text, answers: [{name, words}]}], people: [{name, status, kind}], waits}."""
    asked = list(round.asked.select_related("user").order_by("user__name", "pk"))
    today = moment.today()
    questions = [
        {"text": question["text"],
         "answers": [{"name": row.user.name, "words": said(row, n)} for row in asked]}
        for n, question in enumerate(round.content)
    ]  # fmt: skip
    people = [{"name": row.user.name, **status(row, round, today)} for row in asked]
    waits = sum(1 for row in asked if not row.answered_at)
    return {"questions": questions, "people": people, "waits": waits}


def said(row: Asked, n: int) -> str:
    return row.answers[n] if n < len(row.answers) else ""


def status(row: Asked, round, today) -> dict:
    """{kind, status}: of components/_status.html."""
    if row.not_taught:
        note = f": {row.note}" if row.note else ""
        return {"kind": "plain", "status": f"Does not teach the child{note}"}
    if row.answered_at:
        return {"kind": "done", "status": f"Answered; adds: {row.note}" if row.note else "Answered"}
    if round.closed_at:
        return {"kind": "plain", "status": "Did not answer"}
    if round.due_on < today:
        return {"kind": "late", "status": f"Late: due {written(round.due_on)}"}
    return {"kind": "soon", "status": f"Has not answered, due {written(round.due_on)}"}


def rounds_of(user, pupil, referral=None) -> list[dict]:
    """Links to the rounds this person may see, the newest first. One query."""
    if not may(user, Permission.QUESTION_VIEW, pupil.school_id):
        return []
    rows = Round.objects.visible_to(user).filter(pupil=pupil)
    if referral is not None:
        rows = rows.filter(referral=referral)
    return [
        {"url": row.get_absolute_url(), "on": written(row.asked_on),
         "state": "Closed" if row.closed_at else f"Open until {written(row.due_on)}"}
        for row in rows[:OF_PUPIL]
    ]  # fmt: skip


def of_referral(user, referral) -> dict:
    """{rounds, ask_url} for the referral's page."""
    return {
        "rounds": rounds_of(user, referral.pupil, referral),
        "ask_url": ask_url(user, referral.pupil, referral) if referral.is_open else "",
    }


def side_by_side(user, referral) -> dict | None:
    """The newest round about the referral's pupil, for the desk where it is answered."""
    rows = Round.objects.visible_to(user).filter(pupil=referral.pupil_id)
    newest = rows.first()
    return table(newest) | {"url": newest.get_absolute_url()} if newest else None


def ask_url(user, pupil, referral=None) -> str:
    """Where to ask, for who may ask about this pupil; else empty."""
    if not may_about(user, Permission.QUESTION_ASK, pupil):
        return ""
    tail = f"?referral={referral.pk}" if referral is not None else ""
    return f"/pupils/{pupil.pk}/questions/new/{tail}"
