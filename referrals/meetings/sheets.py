"""Progress meetings as a file: which classes have met, those of a class, and what one saw."""

from accounts.access import require
from accounts.permissions import Permission as P
from pupils.models import Pupil
from referrals.meetings import board, presenting
from referrals.meetings import views as pages
from referrals.meetings.periods import period_of
from schools.sheets import answer, list_file, named, school_to_take
from sendcase import moment
from sendcase.sheets import Sheet

OVERVIEW = ["Class", "Meeting", "When", "Concern", "Watch"]
OF_CLASS = ["Held on", "Led by", "State", "What was seen"]
SEEN = ["Name", "Seen", "Words", "What will be done", "What follows"]


@list_file
def overview_sheet(request, school, kind):
    school = school_to_take(request, school, P.MEETING_VIEW)
    groups = pages.groups_of(request.user, school)

    def made(found):
        period = period_of(school.pk, moment.today())
        rows = pages.rows_of(request.user, school, found, period)
        cells = [
            [row["name"], row["words"], row["on"] or said_by(row), row["concern"], row["watch"]]
            for row in rows
        ]
        return Sheet(named(school, "progress"), "Progress meetings", OVERVIEW, cells)

    return answer(request, kind, groups, made, f"/{school.slug}/progress/")


def said_by(row: dict) -> str:
    return f"by {row['by']}" if row["by"] else ""


@list_file
def class_sheet(request, pk, kind):
    group = pages.class_or_404(request, pk, P.LIST_EXPORT)
    meetings = pages.meetings_of(request.user, group).order_by("-held_on", "-pk")

    def made(found):
        rows = [
            [meeting.held_on, row["led_by"], row["state"], row["seen"]]
            for meeting, row in zip(found, presenting.history(found), strict=True)
        ]
        name = named(group.school, f"progress-{group.pk}")
        return Sheet(name, f"Progress meetings of {group.name}", OF_CLASS, rows)

    return answer(request, kind, meetings, made, f"/progress/classes/{pk}/")


@list_file
def meeting_sheet(request, pk, kind):
    """Of the children whom this person sees today, what is saved."""
    meeting = pages.found(request, pk)
    require(request.user, P.LIST_EXPORT, school_id=meeting.school_id)
    seen = [pupil.pk for pupil in board.children(request.user, meeting)]
    taken = Pupil.objects.visible_to(request.user, P.LIST_EXPORT).filter(pk__in=seen).in_bulk()
    rows = presenting.seen(meeting.rows.all(), taken)

    def made(found):
        cells = [
            [row["pupil"].name, row["words"], row["note"], row["action"], row["follows"]]
            for row in found
        ]
        title = f"Meeting {meeting.held_on.isoformat()}, {meeting.class_group.name}"
        return Sheet(named(meeting.school, f"meeting-{pk}"), title, SEEN, cells)

    return answer(request, kind, rows, made, meeting.get_absolute_url())
