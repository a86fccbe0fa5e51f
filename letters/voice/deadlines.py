"""A family waits for our answer. Fourteen days is our own pace; no law sets one for this."""

from datetime import timedelta

from accounts.permissions import Permission
from letters.voice.models import FamilyWord
from reminders import owners
from reminders.deadlines import close_deadline, open_deadline
from reminders.kinds import Expected, Kind

ANSWER = "answer-family"
ANSWER_DAYS = 14
RULE = f"A family hears what we think of their words within {ANSWER_DAYS} days."


def due_on(word):
    return word.said_on + timedelta(days=ANSWER_DAYS)


def owner(word) -> owners.Owner:
    """Whoever was asked, as long as they may still answer about this child; else the SENCO."""
    return owners.asked(word.asked_of, Permission.VOICE_ANSWER, word.pupil)


def keep(word) -> None:
    """Open, move or close it as the row says. In the transaction of the change."""
    if not FamilyWord.objects.awaited().filter(pk=word.pk).exists():
        close_deadline(ANSWER, word, done=word.answered_on is not None)
        return
    whose = owner(word)
    open_deadline(
        ANSWER, word, school_id=word.school_id, pupil=word.pupil, due_on=due_on(word), rule=RULE,
        owner_id=whose.owner_id, owner_role=whose.owner_role,
    )  # fmt: skip


def recount(school_id: int, duties=None) -> list[Expected]:
    rows = list(FamilyWord.objects.awaited().filter(school=school_id).select_related("asked_of"))
    whose = owners.asked_of_each(rows, Permission.VOICE_ANSWER)
    return [
        Expected(word.pk, school_id, due_on(word), word.pupil_id, whose[word.pk]) for word in rows
    ]


KIND = Kind(
    ANSWER, "Answer what the family of {pupil} said", "Open",
    lambda deadline: f"/family-words/{deadline.object_id}/", recount, owned=True,
    personal=True,
)  # fmt: skip
