"""What is due about letters: to check and send one that waits, or all of a batch; to ask who has
not answered, to put an address right, to talk with a family that asked for it.
"""

from collections.abc import Iterable
from datetime import timedelta
from functools import partial

from django.db import transaction

from accounts.permissions import Role
from letters.models import Batch, Letter, Reply
from letters.purposes import purposes
from reminders.deadlines import close_deadline, open_deadline
from reminders.kinds import Expected, Kind
from reminders.models import Deadline
from sendcase.moment import LONDON

CHECK, CHECK_TOGETHER = "check-letter", "check-letters"
UNANSWERED = "letter-unanswered"
CAME_BACK, TALK = "letter-came-back", "talk-wanted"
CHECK_DAYS = 3
ASKED_DAYS = 7  # after a family was asked again, so long nobody need do more
CAME_BACK_DAYS = 5
TALK_DAYS = 5
WAITS_HERE = [Letter.State.PREPARED, Letter.State.APPROVED]


CHECK_RULE = f"Letters are checked and sent within {CHECK_DAYS} days."


def check_by(begun):
    """Of a letter by itself, or of a batch: some days after it was begun."""
    return begun.created_at.astimezone(LONDON).date() + timedelta(days=CHECK_DAYS)


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
    keep_check(letter, owner)
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


def keep_check(letter, owner) -> None:
    """A letter by itself has a line of its own; two hundred of a batch have one."""
    if letter.state in WAITS_HERE and letter.batch_id is None:
        open_deadline(CHECK, letter, due_on=check_by(letter), rule=CHECK_RULE, **owner)
        return
    close_deadline(CHECK, letter, done=letter.state != Letter.State.WITHDRAWN)
    if letter.batch_id is None:
        return
    keep_together(letter.batch_id)
    if letter.state not in WAITS_HERE:
        # Two people who move the last two letters at once do not see each other's: ask again.
        transaction.on_commit(partial(keep_together, letter.batch_id))


@transaction.atomic
def keep_together(batch_id: int) -> None:
    """Open while any letter of the batch waits. Any number of times.

    What is open already is not touched: a job would hold its row for twenty letters, and somebody
    with one of them in hand would wait for it.
    """
    letters = Letter.objects.filter(batch=batch_id)
    if not letters.filter(state__in=WAITS_HERE).exists():
        sent = letters.exclude(issued_on=None).exists()
        close_deadline(CHECK_TOGETHER, Batch(pk=batch_id), done=sent)
    elif not Deadline.objects.open().filter(kind=CHECK_TOGETHER, object_id=batch_id).exists():
        batch = Batch.objects.get(pk=batch_id)
        open_deadline(CHECK_TOGETHER, batch, school_id=batch.school_id, due_on=check_by(batch),
                      rule=CHECK_RULE, owner_role=Role.SENCO)  # fmt: skip


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
    waiting = Letter.objects.filter(school=school_id, state__in=WAITS_HERE, batch=None)
    return [Expected(letter.pk, school_id, check_by(letter), letter.pupil_id) for letter in waiting]


def recount_together(school_id: int) -> list[Expected]:
    waiting = Letter.objects.filter(school=school_id, state__in=WAITS_HERE).exclude(batch=None)
    batches = Batch.objects.filter(pk__in=waiting.values("batch"))
    return [Expected(batch.pk, school_id, check_by(batch)) for batch in batches]


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


def names_of_batches(numbers: Iterable[int]) -> dict[int, str]:
    rows = Batch.objects.filter(pk__in=numbers).values_list("pk", "title")
    return {number: f"the letters “{title}”" for number, title in rows}


KINDS = [
    Kind(CHECK, "Check and send the letter home about {pupil}", "Open letter", link,
         recount_to_check),
    Kind(CHECK_TOGETHER, "Check and send {pupil}", "Open letters",
         lambda deadline: f"/batches/{deadline.object_id}/", recount_together,
         unnamed="letters that were written together", names=names_of_batches),
    Kind(UNANSWERED, "Our letter about {pupil} has not been answered", "Open letter", link,
         recount_unanswered),
    Kind(CAME_BACK, "A letter about {pupil} came back", "Open letter", link,
         recount_came_back),
    Kind(TALK, "The family of {pupil} would like to talk with us", "Open letter", link,
         recount_talks),
]  # fmt: skip
