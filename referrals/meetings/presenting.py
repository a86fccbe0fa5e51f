"""Meetings as people read them: the whole school, one class, one that is finished."""

from django.db.models import Count, Q

from pupils.wording import counted, day_text
from referrals.meetings.board import LABELS, MARKS
from referrals.meetings.models import Judgement, ProgressMeeting


def with_counts(meetings):
    return meetings.annotate(
        **{
            f"n_{judgement}": Count("rows", filter=Q(rows__judgement=judgement))
            for judgement in Judgement.values
        }
    )


def overview(groups, meetings, period) -> list[dict]:
    """One line for each class: has it met, and what was seen. meetings: of this period, the
    newest first, with counts.
    """
    held: dict[int, ProgressMeeting] = {}
    for row in meetings:
        held.setdefault(row.class_group_id, row)
    return [class_row(group, held.get(group.pk), period) for group in groups]


def class_row(group, meeting, period) -> dict:
    row = {
        "name": group.name, "url": f"/progress/classes/{group.pk}/",
        "concern": "", "watch": "", "kind": "plain", "words": "Not yet", "on": None, "by": "",
    }  # fmt: skip
    if meeting is None:
        row["by"] = day_text(period.ends_on) if period else ""
        return row
    row["url_meeting"], row["day"] = meeting.get_absolute_url(), day_text(meeting.held_on)
    row["on"] = meeting.held_on
    if meeting.is_open:
        return row | {"kind": "soon", "words": "Not finished"}
    counts = {"concern": str(meeting.n_concern), "watch": str(meeting.n_watch)}
    return row | counts | {"kind": "done", "words": "Held"}


def history(meetings) -> list[dict]:
    return [
        {
            "url": row.get_absolute_url(),
            "on": day_text(row.held_on),
            "led_by": row.led_by.name,
            "state": row.get_state_display(),
            "kind": "soon" if row.is_open else "done",
            "seen": said(row.n_concern, row.n_watch, row.n_same),
        }
        for row in meetings
    ]


def said(concern: int, watch: int, same: int) -> str:
    return f"{counted(concern, 'concern')}, {watch} to watch, {same} no change"


def seen(rows, user_sees: dict) -> list[dict]:
    """The rows of a meeting as they are read. user_sees: number → pupil."""
    shown = []
    for row in rows:
        pupil = user_sees.get(row.pupil_id)
        if pupil is None or not row.judgement:
            continue
        done = ", by ".join(filter(None, [row.action, row.action_by]))
        shown.append({
            "pupil": pupil, "kind": MARKS[row.judgement], "words": LABELS[row.judgement],
            "note": row.note, "action": done, "order": pupil.sort_key,
            "follows": follows(row), "url": row.get_absolute_url() if row.decide_by else "",
        })  # fmt: skip
    return sorted(shown, key=lambda each: each["order"])


def follows(row) -> str:
    """What became of a concern."""
    if row.decide_by is None:
        return ""
    if row.decided_on is None:
        return f"To be decided by {day_text(row.decide_by)}"
    return f"Decided on {day_text(row.decided_on)}: {row.decided_how}"
