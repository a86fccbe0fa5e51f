"""The family is invited: by letter, or by word of mouth. What it answers stands at the meeting."""

from datetime import date

from django.db import transaction

from accounts.permissions import Permission as P
from letters import addressees
from letters import services as letters
from letters.batches import services as batches
from letters.batches.models import Batch
from letters.models import Letter, Reply
from provision.family_meetings import states
from provision.family_meetings.models import ParentMeeting
from provision.family_meetings.services.finding import KIND, locked, tell
from pupils.models import Contact
from pupils.wording import day_text
from sendcase import edits, moment
from sendcase.edits import IllegalMove

PURPOSE = "parent-meeting-invitation"
BY_LETTER = "By letter"
Answer = ParentMeeting.Answer
SAY_WHEN = "Say the day, the time and the place first: the letter names them."
CHANGED = "The meeting of {} was changed since you opened this page. Look at it again, then press."
PAST = "This day is past. Choose another one first."


def may_be_invited(pupil) -> addressees.Chosen:
    """The young person, the parents, or both; nobody who is barred. Two queries at most."""
    return addressees.choose(
        born_on=pupil.born_on, parents_may_be_told=pupil.parents_may_be_told,
        contacts=list(pupil.contacts.all()), on=moment.today(),
    )  # fmt: skip


def facts_of(meeting) -> dict[str, str]:
    who = [meeting.led_by.name, meeting.others]
    return {
        "meeting_day": day_text(meeting.planned_on),
        "meeting_time": f"{meeting.starts_at:%H:%M}",
        "meeting_place": meeting.place,
        "meeting_minutes": str(meeting.minutes),
        "who_comes": ", ".join(filter(None, who)),
    }


def refuse_unready(meeting) -> None:
    if not (meeting.starts_at and meeting.place):
        raise IllegalMove(SAY_WHEN)
    if meeting.planned_on < moment.today():
        raise IllegalMove(PAST)


@transaction.atomic
def prepare_letters(*, meeting, by) -> list[Letter]:
    """A letter to each home that may be written to. They wait to be checked; the family counts as
    invited once one is sent. Raises IllegalMove, letters.CannotPrepare.
    """
    row = locked(meeting)
    states.check(row, "invite")
    refuse_unready(row)
    return letters.prepare(
        purpose=PURPOSE, pupil=row.pupil, facts=facts_of(row), attachments=[], about=row, by=by
    )


@transaction.atomic
def prepare_together(*, school, meetings: list[ParentMeeting], by) -> Batch:
    """The same for many families at once, in a worker: all of them, or none. Whoever may book the
    meetings may do it; the letters are checked, signed and sent as all that are written together.

    meetings: as they were looked at, each the next one of its child. Raises IllegalMove with the
    child's name, also where one was changed since.
    """
    for seen in sorted(meetings, key=lambda each: each.pupil_id):
        row = locked(seen)
        if row.version != seen.version:
            raise IllegalMove(CHANGED.format(row.pupil.name))
        states.check(row, "invite")
        refuse_unready(row)
    return batches.begin(
        school=school, purpose=PURPOSE, title=f"Parent meetings: {counted(len(meetings))}",
        chosen={"words": "Families whose meeting is planned"}, facts={}, by=by,
        pupils=[each.pupil_id for each in meetings], within=P.PARENT_MEETING_BOOK,
    )  # fmt: skip


def counted(number: int) -> str:
    return "1 family" if number == 1 else f"{number} families"


@transaction.atomic
def told(*, meeting, version, by, how, on: date, contacts=(), young_person=False, answer="",
         answer_words="") -> ParentMeeting:  # fmt: skip
    """Invited without a letter. how: "By phone"; contacts: numbers of those who were asked; only
    those who may be addressed. Raises Stale, IllegalMove.
    """
    row = locked(meeting, version)
    after = states.check(row, "invite")
    chosen = may_be_invited(row.pupil)
    allowed = {each.pk for home in chosen.households for each in home.people}
    if not set(contacts) <= allowed or (young_person and not chosen.young_person):
        raise IllegalMove("Somebody of these may not be invited. Look at the contacts again.")
    if not contacts and not young_person:
        raise IllegalMove("Say who was invited.")
    if on > moment.today():
        raise IllegalMove(f"{day_text(on)} has not come yet.")
    before = row.state
    edits.save(
        row, state=after, invited_on=row.invited_on or on, invited_how=how, answer=answer,
        answer_words=answer_words, invited_young_person=row.invited_young_person or young_person,
    )  # fmt: skip
    row.contacts.add(*contacts)
    detail = {"state": [before, after], "contacts": sorted(contacts), "answer": ["", answer]}
    return tell(row, "invited", by, detail, "Family invited to a parent meeting", on)


def on_issue(letter) -> None:
    """The purpose's hook: the letter counts as sent."""
    row = _of(letter)
    if row is None or not states.can(row, "invite"):
        return
    before = row.state
    edits.save(
        row, state=states.check(row, "invite"), invited_on=row.invited_on or letter.issued_on,
        invited_how=BY_LETTER,
        invited_young_person=row.invited_young_person or letter.contact_id is None,
    )  # fmt: skip
    row.contacts.add(*Contact.objects.filter(pk=letter.contact_id))
    detail = {"state": [before, row.state], "letter": letter.pk}
    tell(row, "invited", letter.issued_by, detail)


def on_reply(letter, reply) -> None:
    """The purpose's hook: an answer came, by slip, phone, code or link."""
    if row := _of(letter):
        keep_answer(row, reply.recorded_by)


def on_taken_off(letter, reply, by) -> None:
    """A hook of letters: an answer was recorded on the wrong letter."""
    if row := _of(letter):
        keep_answer(row, by)


def keep_answer(row, by) -> None:
    """What the answers to the letters say together: one home that needs another day is heard."""
    mine = {"letter__about_type": KIND, "letter__about_id": row.pk}
    replies = list(Reply.objects.filter(**mine).order_by("pk"))
    answer = Answer.COMING if replies else ""
    if any(reply.times.strip() for reply in replies):
        answer = Answer.ANOTHER_DAY
    words = "\n".join(filter(None, (part for each in replies for part in (each.times, each.words))))
    if row.is_open and (row.answer, row.answer_words) != (answer, words):
        detail = {"answer": [row.answer, answer]}
        edits.save(row, answer=answer, answer_words=words[:3500])
        tell(row, "answered", by, detail)


def _of(letter) -> ParentMeeting | None:
    if letter.about_type != KIND or letter.other_name:
        return None
    found = ParentMeeting.objects.filter(pk=letter.about_id, pupil=letter.pupil_id)
    return edits.locked(ParentMeeting, letter.about_id) if found.exists() else None
