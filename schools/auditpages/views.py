"""Who looked and who changed."""

from django.db.models import Q
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import may, needs
from accounts.permissions import Permission
from audit.models import Event
from audit.reads import reads
from schools.access import school_or_404
from schools.auditpages.words import rows_of
from sendcase.pages import keyset

# Whoever works at the school may see what they did themselves. Governors, trust and guests hold
# no duty there and not this permission.
WORKS_HERE = Permission.DEADLINE_OWN
ACCOUNT_NOUNS = ("account", "invitation", "role", "membership", "class_staff", "user")
MAX_NUMBER = 2**63 - 1


@needs(WORKS_HERE)
@require_GET
@reads("listed", detail=lambda request: {"audit": request.GET.dict()})
def event_list(request, school):
    here = school_or_404(request, school, WORKS_HERE)
    sees_all = may(request.user, Permission.AUDIT_ALL, here.pk)
    events = visible_events(request.user, here.pk).select_related("detail")
    pupil_id = pupil_asked(request)
    if pupil_id is not None:
        events = events.filter(pupil_id=pupil_id)
    page = keyset(events, order=("-at", "-id"), request=request)
    context = {"page": page, "rows": rows_of(page.rows, user=request.user, with_detail=sees_all),
               "sees_all": sees_all, "pupil_id": pupil_id}  # fmt: skip
    return render(request, "auditpages/list.html", context)


def visible_events(user, school_id):
    """All of the school with AUDIT_ALL; else one's own, and with AUDIT_ACCOUNTS accounts'."""
    events = Event.objects.filter(school_id=school_id)
    if may(user, Permission.AUDIT_ALL, school_id):
        return events
    allowed = Q(actor_id=user.pk)
    if may(user, Permission.AUDIT_ACCOUNTS, school_id):
        for noun in ACCOUNT_NOUNS:
            allowed |= Q(verb__startswith=f"{noun}.")
    return events.filter(allowed)


def pupil_asked(request) -> int | None:
    """The pupil's number of the address; a text that is none shows all."""
    asked = request.GET.get("pupil", "")
    if asked.isascii() and asked.isdigit() and int(asked[:19]) <= MAX_NUMBER:
        return int(asked[:19])
    return None
