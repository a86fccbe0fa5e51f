"""The tab of a pupil, and the lines of "Now"."""

from accounts.permissions import Permission as P
from provision.family_meetings import showing
from provision.family_meetings.models import MeetingAction, ParentMeeting
from provision.now import now_of
from pupils.access import may_about
from pupils.panels import Panel, Summary
from pupils.wording import day_text

MOST_LATE = 5  # on "Now"


def context(request, pupil) -> dict:
    rows = ParentMeeting.objects.visible_to(request.user).filter(pupil=pupil)
    rows = rows.select_related("led_by").order_by("-planned_on", "-pk")[: showing.MOST]
    todo = MeetingAction.objects.visible_to(request.user).to_do().filter(pupil=pupil)
    return {
        "pupil": pupil,
        "meetings": [showing.line(row) for row in rows],
        "actions": [showing.action(row) for row in todo.order_by("due_on", "pk")[:20]],
        "may_plan": may_about(request.user, P.PARENT_MEETING_BOOK, pupil),
    }


def lines(user, pupil) -> list[dict]:
    """The coming meeting; meetings at which something was agreed that is late."""
    found = now_of(user, pupil).meetings
    coming = [_coming(row) for row in found if row.is_open][:1]
    late = [row for row in found if row.is_late][:MOST_LATE]
    return coming + [
        {"text": "Something that was agreed with the family is not done",
         "url": row.get_absolute_url(), "when": f"meeting of {day_text(row.held_on)}",
         "state": "late"}
        for row in late
    ]  # fmt: skip


def _coming(meeting) -> dict:
    kind, words = showing.state_of(meeting)
    when = showing.when(meeting)
    return {
        "text": "Meeting with the family", "url": meeting.get_absolute_url(),
        "when": f"{words}: {when}" if kind in ("late", "soon") else when,
        "state": "soon" if kind in ("late", "soon") else "plain",
    }  # fmt: skip


PANEL = Panel(
    key="parent-meetings",
    title="Parent meetings",
    order=66,
    needs=P.PARENT_MEETING_VIEW,
    template="parent_meetings/partials/_panel.html",
    context=context,
)
SUMMARY = Summary("parent-meetings", 66, P.PARENT_MEETING_VIEW, lines)
