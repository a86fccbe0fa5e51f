"""How a view finds a meeting, and where it leads afterwards."""

from accounts.permissions import Permission as P
from provision.family_meetings import showing
from provision.family_meetings.models import ParentMeeting
from pupils.access import may_about, require_about
from schools.access import record_or_404


def meeting_or_404(request, pk, permission=P.PARENT_MEETING_VIEW) -> ParentMeeting:
    """404 out of sight, 403 where seen but not permitted. Whoever books sees the day."""
    books = permission == P.PARENT_MEETING_BOOK
    seen = ParentMeeting.objects.visible_to(request.user)
    rows = seen | ParentMeeting.objects.visible_to(request.user, permission) if books else seen
    row = record_or_404(request, rows.select_related(*showing.JOINED), pk)
    require_about(request.user, permission, row.pupil)
    return row


def home_of(user, meeting) -> str:
    """Its page; for whoever only books it, the booking."""
    reads = may_about(user, P.PARENT_MEETING_VIEW, meeting.pupil)
    return meeting.get_absolute_url() + ("" if reads else "booking/")


def kept(request, step: str, pk) -> dict:
    return {"kept_by": request.user, "kept_as": f"parent-meeting-{step}", "kept_key": f"of-{pk}"}
