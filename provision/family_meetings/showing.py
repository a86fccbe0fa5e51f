"""A meeting as pages show it: words only."""

from accounts.permissions import Permission as P
from letters.models import Letter
from provision.family_meetings.models import ParentMeeting
from provision.family_meetings.services.finding import KIND, OUT
from pupils.access import may_about
from pupils.wording import day_text
from sendcase import moment

State = ParentMeeting.State
JOINED = ("pupil__class_group", "school__policy", "led_by", "recorded_by")
MOST = 60  # on a child's tab


def state_of(meeting) -> tuple[str, str]:
    """(kind, words) for components/_status.html."""
    if meeting.state == State.HELD:
        return "done", f"Held {day_text(meeting.held_on)}"
    if meeting.state in (State.NOT_HELD, State.CANCELLED):
        return "plain", meeting.get_state_display()
    if meeting.planned_on < moment.today():
        return "late", "To be recorded: the day is past"
    if meeting.answer == ParentMeeting.Answer.ANOTHER_DAY:
        return "soon", "Another day is asked for"
    if meeting.answer == ParentMeeting.Answer.COMING:
        return "done", "The family is coming"
    return "plain", "Invited" if meeting.state == State.INVITED else "Planned, not invited yet"


def when(meeting) -> str:
    """Thu 14 Jan 2027, 15:40."""
    at = f", {meeting.starts_at:%H:%M}" if meeting.starts_at else ""
    return f"{day_text(meeting.planned_on)}{at}"


def line(meeting) -> dict:
    kind, words = state_of(meeting)
    return {
        "url": meeting.get_absolute_url(),
        "when": day_text(meeting.held_on) if meeting.held_on else when(meeting),
        "who": ", ".join(filter(None, [meeting.led_by.name, meeting.others])),
        "state_kind": kind,
        "state": words,
        "is_open": meeting.is_open,
    }


def booking(user, meeting) -> list[tuple[str, str]]:
    """The day and the invitation, for the summary list: whoever books sees this much."""
    length = f"{when(meeting)}, {meeting.minutes} minutes" if meeting.starts_at else when(meeting)
    return [
        ("Day and time", length if meeting.starts_at else f"{length}. No time yet"),
        ("Where", meeting.place),
        ("Who meets the family", line(meeting)["who"]),
        ("Invited", invited(user, meeting)),
        ("Answer", answered(user, meeting)),
    ]


def invited(user, meeting) -> str:
    if meeting.invited_on is None:
        waits = letters_of(meeting).filter(state__in=OUT[:2]).exists()
        return "Not yet: the letter waits to be checked and sent" if waits else "Not yet"
    how = meeting.invited_how
    names = []
    if may_about(user, P.CARER_NAME_VIEW, meeting.pupil):
        names = [contact.name for contact in meeting.contacts.all()]
    names += [meeting.pupil.first_name] if meeting.invited_young_person else []
    whom = f": {', '.join(names)}" if names else ""
    return f"{how}, {day_text(meeting.invited_on)}{whom}"


def answered(user, meeting) -> str:
    """The words only for those who read what was said."""
    if not meeting.answer:
        return "Not yet" if meeting.invited_on else ""
    words = meeting.get_answer_display()
    reads = may_about(user, P.PARENT_MEETING_VIEW, meeting.pupil)
    reads = reads or may_about(user, P.LETTER_REPLY, meeting.pupil)  # whoever takes answers in
    return "\n".join(filter(None, [words, meeting.answer_words if reads else ""]))


def letters_of(meeting):
    return Letter.objects.filter(about_type=KIND, about_id=meeting.pk)


def letter_links(user, meeting) -> list[dict]:
    """Letters about the meeting that this person may open."""
    if not may_about(user, P.LETTER_PRINT, meeting.pupil):
        return []
    rows = Letter.objects.visible_to(user).filter(about_type=KIND, about_id=meeting.pk)
    return [
        {"url": row.get_absolute_url(), "words": f"L{row.pk}: {row.get_state_display().lower()}"}
        for row in rows.order_by("pk")
    ]


def said(meeting) -> list[tuple[str, str]]:
    """What stands in the record of one that was held."""
    return [
        ("Who came", meeting.came),
        ("What the family said", meeting.parents_words),
        (f"What {meeting.pupil.first_name} said", meeting.pupil_words),
        ("What we talked about", meeting.notes),
        ("We meet next", day_text(meeting.next_on)),
    ]


def action(row, user=None) -> dict:
    by = f"by {day_text(row.due_on)}" if row.due_on else ""
    late = row.done_on is None and row.due_on and row.due_on < moment.today()
    state = f"Done {day_text(row.done_on)}" if row.done_on else by or "No day set"
    return {
        "url": row.get_absolute_url(), "what": row.what, "who": row.who,
        "day": day_text(row.due_on),
        "state_kind": "done" if row.done_on else "late" if late else "plain",
        "state": f"Late: {by}" if late else state, "words": row.done_words,
        "is_open": row.done_on is None,
    }  # fmt: skip


def actions(meeting) -> list[dict]:
    return [action(row) for row in meeting.actions.order_by("pk")]


def notes(meeting) -> list[dict]:
    rows = meeting.added_notes.select_related("author").order_by("pk")
    return [
        {
            "text": row.text, "by": row.author.name,
            "on": day_text(row.written_at.astimezone(moment.LONDON).date()),
        }
        for row in rows
    ]  # fmt: skip
