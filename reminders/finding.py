"""One deadline of an address, for the pages that act on it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from reminders import today as day
from reminders.models import Deadline
from schools.access import school_or_404


def deadline_or_404(request, school, pk, permission) -> Deadline:
    """One of this school: 404 out of sight. Sets request.school and request.record.

    Open or not: a page left open says that it is done meanwhile.
    """
    school = school_or_404(request, school, permission)
    rows = Deadline.objects.visible_to(request.user).filter(school=school)
    row = rows.select_related("pupil", "owner", "given_to").filter(pk=pk).first()
    if row is None:
        raise Http404
    request.record = row
    return row


def require_in(rows, deadline) -> None:
    """Raise PermissionDenied (403) unless the row is among those this person may change so."""
    if not rows.filter(pk=deadline.pk).exists():
        raise PermissionDenied(deadline.pk)


def shown(deadline, reader) -> dict:
    """The line of Today, for the top of a page about it."""
    rows = day.first_rows(Deadline.objects.visible_to(reader.user).filter(pk=deadline.pk), 1)
    return day.line(rows[0], reader, day.names_in(rows))
