"""An answer that was recorded on the wrong letter: by name and with a reason it is taken off, and
the letter waits again. The answer stays in the record; what came of it is undone.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.access import may
from accounts.permissions import Permission as P
from audit import log
from letters import deadlines, hooks
from letters.models import Letter, Reply
from letters.purposes import purposes
from letters.replies import services
from pupils.chronology import note
from pupils.models import Pupil
from sendcase import edits, moment
from sendcase.edits import IllegalMove

NONE_HERE = "No answer stands on this letter. It may have been taken off already."
STORY = "An answer was recorded in error and taken off: "


def may_take_off(user, reply) -> bool:
    """The SENCO any; whoever recorded it, their own. One a family gave by itself is the SENCO's."""
    if may(user, P.ANSWER_CORRECT, reply.school_id):
        return True
    return reply.recorded_by_id == user.pk and may(user, P.LETTER_REPLY, reply.school_id)


@transaction.atomic
def take_off(*, letter, reason, by) -> Reply:
    """The letter is sent and unanswered as before, its code open while it has days, its day on
    Today counted anew. Raises IllegalMove where no answer stands on it, PermissionDenied.
    """
    edits.locked(Pupil, letter.pupil_id)  # as consents lock: pupil first
    letter = edits.locked(Letter, letter.pk)
    reply = Reply.objects.select_for_update().filter(letter=letter).first()
    if reply is None:
        raise IllegalMove(NONE_HERE)
    if not may_take_off(by, reply):
        raise PermissionDenied(P.ANSWER_CORRECT)
    if not reason.strip():
        raise IllegalMove("Say what was wrong: the reason stands in the record.")
    edits.save(reply, letter=None, was_for=letter, taken_off_at=moment.now(), taken_off_by=by,
               taken_off_reason=reason)  # fmt: skip
    letter = edits.locked(Letter, letter.pk)  # without the answer it still remembers
    waits_again(letter, by, reason)
    story = f"{STORY}{purposes[letter.purpose].title}"
    note(letter.pupil, story, needs=P.LETTER_VIEW, url=letter.get_absolute_url())
    services.reopen_code(letter)
    deadlines.no_talk(letter)
    hooks.tell(hooks.on_taken_off, letter, reply, by)
    return reply


def waits_again(letter, by, reason) -> None:
    """Also one that asked again and had its answer with the first."""
    before = letter.state
    edits.save(letter, state=Letter.State.ISSUED, closed_at=None)
    log.record(
        "letter.answer_taken_off", target=letter, by=by, school_id=letter.school_id,
        pupil_id=letter.pupil_id,
        detail={"state": [before, letter.state], "reason": [None, reason]},
    )  # fmt: skip
    deadlines.keep(letter)
