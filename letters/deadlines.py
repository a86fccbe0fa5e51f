"""What is due about letters: to check and send one that waits, to ask who has not answered, to put
an address right, to talk with a family that asked for it.
"""

from datetime import timedelta

from accounts.permissions import Role
from letters.models import Letter, Reply
from letters.purposes import purposes
from reminders.deadlines import close_deadline, open_deadline
from reminders.kinds import Expected, Kind
from sendcase.moment import LONDON

CHECK, UNANSWERED = "check-letter", "letter-unanswered"
CAME_BACK, TALK = "letter-came-back", "talk-wanted"
CHECK_DAYS = 3
ASKED_DAYS = 7  # after a family was asked again, so long nobody need do more
CAME_BACK_DAYS = 5
TALK_DAYS = 5
WAITS_HERE = [Letter.State.PREPARED, Letter.State.APPROVED]


def check_by(letter):
    return letter.created_at.astimezone(LONDON).date() + timedelta(days=CHECK_DAYS)


def hoped_for(letter):
    """The day the letter itself names: as many days as the policy gave when it went out."""
    return letter.issued_on + timedelta(days=letter.answer_days)


def answer_by(letter):
    """That day, or some days after the family was last asked again."""
    asked = [c.on for c in letter.chases.all() if c.chaser is None or c.chaser.issued_on]
    return max([hoped_for(letter), *(on + timedelta(days=ASKED_DAYS) for on in asked)])


def awaits_answer(letter) -> bool:
    purpose = purposes.get(letter.purpose)
    return letter.state == Letter.State.ISSUED and (purpose is None or purpose.answer)


def came_back_by(letter):
    return letter.closed_at.astimezone(LONDON).date() + timedelta(days=CAME_BACK_DAYS)


def later(letter):
    """Letters of the same to the same reader, begun since."""
    return Letter.objects.filter(
        pupil=letter.pupil_id, contact=letter.contact_id, other_name=letter.other_name,
        purpose=letter.purpose, about_type=letter.about_type, about_id=letter.about_id,
        pk__gt=letter.pk,
    )  # fmt: skip


def waits_for_address(letter) -> bool:
    return letter.state == Letter.State.RETURNED and not later(letter).exists()


def keep(letter) -> None:
    """Open or close each as the letter's state says. In the transaction of the change."""
    owner = {"school_id": letter.school_id, "pupil": letter.pupil, "owner_role": Role.SENCO}
    if letter.state in WAITS_HERE:
        rule = f"Letters are checked and sent within {CHECK_DAYS} days."
        open_deadline(CHECK, letter, due_on=check_by(letter), rule=rule, **owner)
    else:
        close_deadline(CHECK, letter, done=letter.state != Letter.State.WITHDRAWN)
    if awaits_answer(letter):
        due_on, waiting = answer_by(letter), not is_for_ringing(letter)
        rule = rule_of(letter)
        open_deadline(UNANSWERED, letter, due_on=due_on, rule=rule, is_waiting=waiting, **owner)
    else:
        close_deadline(UNANSWERED, letter, done=letter.state == Letter.State.ANSWERED)
    if waits_for_address(letter):
        rule = f"What came back is put right within {CAME_BACK_DAYS} days."
        open_deadline(CAME_BACK, letter, due_on=came_back_by(letter), rule=rule, **owner)
    else:
        close_deadline(CAME_BACK, letter, done=letter.state != Letter.State.WITHDRAWN)


def is_for_ringing(letter) -> bool:
    """All letters that the school's rule gives have gone out: a person rings."""
    sent = [c for c in letter.chases.all() if c.chaser is not None and c.chaser.issued_on]
    return bool(sent) and len(sent) >= letter.school.policy.chase_times


def rule_of(letter) -> str:
    if is_for_ringing(letter):
        return "They have had every letter that your policy gives. Ring them."
    return f"We ask again when a family has not answered within {letter.answer_days} days."


def talk_by(reply):
    return reply.received_on + timedelta(days=TALK_DAYS)


def keep_talk(letter, reply) -> None:
    """Open from the answer that asks for it until somebody notes that it took place."""
    if hasattr(letter, "chases_for") and hasattr(letter.chases_for.letter, "reply"):
        return  # the first letter's answer says it
    if reply.wants_to_talk and reply.talked_on is None:
        open_deadline(
            TALK, letter, due_on=talk_by(reply), school_id=letter.school_id, pupil=letter.pupil,
            owner_role=Role.SENCO,
            rule=f"A family that would like to talk hears from us within {TALK_DAYS} days.",
        )  # fmt: skip
    else:
        close_deadline(TALK, letter)


def no_talk(letter) -> None:
    """The answer that asked for it was not to this letter."""
    close_deadline(TALK, letter, done=False)


def recount_to_check(school_id: int) -> list[Expected]:
    waiting = Letter.objects.filter(school=school_id, state__in=WAITS_HERE)
    return [Expected(letter.pk, school_id, check_by(letter), letter.pupil_id) for letter in waiting]


def recount_unanswered(school_id: int) -> list[Expected]:
    sent = Letter.objects.filter(school=school_id, state=Letter.State.ISSUED)
    return [
        Expected(letter.pk, school_id, answer_by(letter), letter.pupil_id)
        for letter in sent.prefetch_related("chases__chaser")
        if awaits_answer(letter)
    ]


def recount_came_back(school_id: int) -> list[Expected]:
    rows = Letter.objects.filter(school=school_id, state=Letter.State.RETURNED)
    return [
        Expected(letter.pk, school_id, came_back_by(letter), letter.pupil_id)
        for letter in rows
        if waits_for_address(letter)
    ]


def recount_talks(school_id: int) -> list[Expected]:
    rows = Reply.objects.filter(letter__school=school_id, wants_to_talk=True, talked_on=None)
    rows = rows.exclude(letter__chases_for__letter__reply__isnull=False).select_related("letter")
    return [Expected(r.letter_id, school_id, talk_by(r), r.letter.pupil_id) for r in rows]


def link(deadline) -> str:
    return f"/letters/{deadline.object_id}/"


KINDS = [
    Kind(CHECK, "Check and send the letter home about {pupil}", "Open letter", link,
         recount_to_check),
    Kind(UNANSWERED, "The family of {pupil} has not answered our letter", "Open letter", link,
         recount_unanswered),
    Kind(CAME_BACK, "A letter to the family of {pupil} came back", "Open letter", link,
         recount_came_back),
    Kind(TALK, "The family of {pupil} would like to talk with us", "Open letter", link,
         recount_talks),
]  # fmt: skip
