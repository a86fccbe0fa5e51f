"""What a family said, and what the school answered. Nothing here changes their words."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.permissions import Permission as P
from audit import log
from letters.chasers.services import first_letter
from letters.voice import deadlines, subjects
from letters.voice.models import FamilyWord
from pupils import chronology
from pupils.access import may_about
from pupils.models import Pupil
from pupils.wording import day_text
from sendcase import edits, moment

ANSWERED = "This was answered already, and the answer stays. Record what is said next as new words."
STORY = {"comment": "The family commented", "disagreement": "The family disagreed"}


def wrong_day(pupil, on) -> str:
    """Why words about this child cannot have been said on that day; empty where they can."""
    today = moment.today()
    if on > today:
        return f"The words were said on {day_text(on)}, but today is {day_text(today)}."
    if on < pupil.born_on:
        return (
            f"The words were said on {day_text(on)}, but {pupil.first_name} was born on "
            f"{day_text(pupil.born_on)}."
        )
    return ""


@transaction.atomic
def record(
    *, pupil, kind, words, said_by, said_on, how, by, contact=None, about="", asked_of=None
) -> FamilyWord:
    """Write down what was said at a meeting, by phone or in a letter.

    about: "iep.target:12", "" for nothing in particular; asked_of: the person whose answer is
    asked. Raises IllegalMove for a day that cannot be.
    """
    pupil = edits.locked(Pupil, pupil.pk)
    if wrong := wrong_day(pupil, said_on):
        raise edits.IllegalMove(wrong)
    word = FamilyWord.objects.create(
        school_id=pupil.school_id, pupil=pupil, kind=kind, words=words, said_by=said_by,
        contact=contact, said_on=said_on, how=how, asked_of=asked_of, recorded_by=by, **_at(about),
    )  # fmt: skip
    _tell(word, "family_word.recorded", STORY[kind], by, {"kind": [None, kind]}, on=said_on)
    return word


def of_reply(letter, reply) -> FamilyWord | None:
    """A hook of letters: the words of an answer become a comment about what the letter told of.

    None where nothing was said, or where the letter went to somebody outside the family. The
    letter's own line stands in the child's story already.
    """
    if not reply.words.strip() or letter.other_name:
        return None
    told = first_letter(letter)  # one that asks again tells of what the first did
    known = told.about_type in subjects.subjects
    about = subjects.key_of(told.about_type, told.about_id) if known else ""
    named = letter.contact.name if letter.contact else letter.pupil.name
    word = FamilyWord.objects.create(
        school_id=letter.school_id, pupil=letter.pupil, kind=FamilyWord.Kind.COMMENT,
        words=reply.words, said_by=reply.name_given or named, contact=letter.contact,
        said_on=reply.received_on, how=FamilyWord.How.REPLY, reply=reply,
        recorded_by=reply.recorded_by, **_at(about),
    )  # fmt: skip
    _tell(word, "family_word.recorded", "", reply.recorded_by, {"reply": [None, reply.pk]})
    return word


def of_taken_off(letter, reply, by) -> None:
    """A hook of letters: words that came with an answer to another letter are withdrawn here."""
    for word in FamilyWord.objects.standing().filter(reply=reply):
        reason = f"Recorded on the wrong letter. {reply.taken_off_reason}"
        withdraw(word=word, reason=reason, by=by)


@transaction.atomic
def place(*, word, kind, about, asked_of, by, version=None) -> FamilyWord:
    """Say what the words are about, whether they disagree, and who is asked to answer.

    Raises IllegalMove once they were answered or withdrawn, edits.Stale.
    """
    word = _open(word, version)
    before = {"kind": word.kind, "about": word.about_words, "asked_of": word.asked_of_id}
    edits.save(word, kind=kind, asked_of=asked_of, **_at(about))
    after = {"kind": word.kind, "about": word.about_words, "asked_of": word.asked_of_id}
    detail = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
    _tell(word, "family_word.placed", "", by, detail)
    return word


def may_answer(word, person) -> bool:
    """SENCO and head; the teacher who was asked. Asked of words that the person reads."""
    if may_about(person, P.VOICE_EDIT, word.pupil):
        return True
    return word.asked_of_id == person.pk and may_about(person, P.VOICE_ANSWER, word.pupil)


@transaction.atomic
def answer(*, word, answer, by, version=None) -> FamilyWord:
    """The school's answer, of today. It stays as it was given.

    Raises PermissionDenied, IllegalMove where it was answered or withdrawn before, edits.Stale.
    """
    if not may_answer(word, by):
        raise PermissionDenied(P.VOICE_ANSWER)
    word = _open(word, version)
    edits.save(word, answer=answer, answered_on=moment.today(), answered_by=by)
    _tell(word, "family_word.answered", "The school answered what the family said", by, {})
    return word


@transaction.atomic
def withdraw(*, word, reason, by, version=None) -> FamilyWord:
    """Recorded on the wrong child, or twice. The words stay, for the SENCO and the head.

    Raises IllegalMove where they were withdrawn before, edits.Stale.
    """
    word = edits.locked(FamilyWord, word.pk, version)
    if word.withdrawn_at:
        raise edits.IllegalMove("These words were withdrawn already.")
    edits.save(word, withdrawn_at=moment.now(), withdrawn_by=by, withdrawn_reason=reason)
    _tell(word, "family_word.withdrawn", "", by, {"reason": [None, reason]})
    return word


def _open(word, version) -> FamilyWord:
    row = edits.locked(FamilyWord, word.pk)
    if row.withdrawn_at:
        raise edits.IllegalMove("These words were withdrawn.")
    if row.answered_on:
        raise edits.IllegalMove(ANSWERED)
    return edits.locked(FamilyWord, word.pk, version)


def _at(about: str) -> dict:
    """The three fields that say what words are about."""
    type_, number = subjects.read_key(about)
    words = subjects.words_of(type_, number)
    if not words:
        return {"about_type": "", "about_id": None, "about_words": ""}
    return {"about_type": type_, "about_id": number, "about_words": words}


def _tell(word, verb, story, by, detail, on=None) -> None:
    """The log has who, when and what about; neither it nor the story repeats the words."""
    ids = {"school_id": word.school_id, "pupil_id": word.pupil_id}
    log.record(verb, target=word, by=by, detail=detail, **ids)
    if story:
        url = word.get_absolute_url()
        chronology.note(word.pupil, story, needs=P.VOICE_VIEW, url=url, on=on)
    deadlines.keep(word)
