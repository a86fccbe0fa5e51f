"""A family asked to talk: somebody does, and notes the day."""

from django.db import transaction

from audit import log
from letters import deadlines
from letters.models import Letter, Reply
from pupils.chronology import note
from sendcase import edits, moment
from sendcase.edits import IllegalMove


@transaction.atomic
def talked(*, letter, talked_on, words, by) -> Reply:
    """Raises IllegalMove where nobody asked, it is noted already, or the day cannot be."""
    letter = edits.locked(Letter, letter.pk)
    reply = Reply.objects.select_for_update().filter(letter=letter).first()
    if reply is None or not reply.wants_to_talk:
        raise IllegalMove("This family did not ask to talk.")
    if reply.talked_on:
        raise IllegalMove("It is noted already that you talked. Nothing was done twice.")
    if not reply.received_on <= talked_on <= moment.today():
        raise IllegalMove("Give a day between the day of the answer and today.")
    reply.talked_on, reply.talked_words, reply.talked_by = talked_on, words, by
    reply.save(update_fields=["talked_on", "talked_words", "talked_by"])
    log.record(
        "letter.talked", target=letter, by=by, school_id=letter.school_id,
        pupil_id=letter.pupil_id, detail={"talked_on": [None, talked_on.isoformat()]},
    )  # fmt: skip
    note(letter.pupil, "Talked with the family, as they had asked", needs="letter_view",
         url=letter.get_absolute_url(), on=talked_on)  # fmt: skip
    deadlines.keep_talk(letter, reply)
    return reply


def on_reply(letter, reply) -> None:
    deadlines.keep_talk(letter, reply)
