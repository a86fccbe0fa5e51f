"""What is due about letters: to check and send one that waits, and to ask who has not answered."""

from datetime import timedelta

from accounts.permissions import Role
from letters.models import Letter
from letters.purposes import purposes
from reminders.deadlines import close_deadline, open_deadline
from reminders.kinds import Expected, Kind
from sendcase.moment import LONDON

CHECK, UNANSWERED = "check-letter", "letter-unanswered"
CHECK_DAYS = 3
WAITS_HERE = [Letter.State.PREPARED, Letter.State.APPROVED]


def check_by(letter):
    return letter.created_at.astimezone(LONDON).date() + timedelta(days=CHECK_DAYS)


def answer_by(letter):
    """As many days as the policy gave when it went out: so the letter itself says."""
    return letter.issued_on + timedelta(days=letter.answer_days)


def awaits_answer(letter) -> bool:
    purpose = purposes.get(letter.purpose)
    return letter.state == Letter.State.ISSUED and (purpose is None or purpose.answer)


def keep(letter) -> None:
    """Open or close both as the letter's state says. In the transaction of the change."""
    owner = {"school_id": letter.school_id, "pupil": letter.pupil, "owner_role": Role.SENCO}
    if letter.state in WAITS_HERE:
        rule = f"Letters are checked and sent within {CHECK_DAYS} days."
        open_deadline(CHECK, letter, due_on=check_by(letter), rule=rule, **owner)
    else:
        close_deadline(CHECK, letter, done=letter.state != Letter.State.WITHDRAWN)
    if awaits_answer(letter):
        rule = f"We ask again when a family has not answered within {letter.answer_days} days."
        due_on = answer_by(letter)
        open_deadline(UNANSWERED, letter, due_on=due_on, rule=rule, is_waiting=True, **owner)
    else:
        close_deadline(UNANSWERED, letter, done=letter.state == Letter.State.ANSWERED)


def recount_to_check(school_id: int) -> list[Expected]:
    waiting = Letter.objects.filter(school=school_id, state__in=WAITS_HERE)
    return [Expected(letter.pk, school_id, check_by(letter), letter.pupil_id) for letter in waiting]


def recount_unanswered(school_id: int) -> list[Expected]:
    sent = Letter.objects.filter(school=school_id, state=Letter.State.ISSUED)
    return [
        Expected(letter.pk, school_id, answer_by(letter), letter.pupil_id)
        for letter in sent
        if awaits_answer(letter)
    ]


def link(deadline) -> str:
    return f"/letters/{deadline.object_id}/"


KINDS = [
    Kind(CHECK, "Check and send the letter home about {pupil}", "Open letter", link,
         recount_to_check),
    Kind(UNANSWERED, "The family of {pupil} has not answered our letter", "Open letter", link,
         recount_unanswered),
]  # fmt: skip
