"""Who looked and who changed."""

from django.db.models import Q
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import may, needs
from accounts.permissions import Permission
from audit.models import Event
from audit.reads import reads
from schools.access import school_or_404
from schools.auditpages.forms import LogFilters
from schools.auditpages.words import rows_of
from schools.sheets import links
from sendcase.pages import keyset

# Whoever works at the school may see what they did themselves. Governors, trust and guests hold
# no duty there and not this permission.
WORKS_HERE = Permission.DEADLINE_OWN
ACCOUNT_NOUNS = ("account", "invitation", "role", "membership", "class_staff", "user")


@needs(WORKS_HERE)
@require_GET
@reads("listed", detail=lambda request: {"audit": request.GET.dict()})
def event_list(request, school):
    here = school_or_404(request, school, WORKS_HERE)
    sees_all = may(request.user, Permission.AUDIT_ALL, here.pk)
    filters = LogFilters(request.GET)
    events = filters.narrow(visible_events(request.user, here.pk)).select_related("detail")
    page = keyset(events, order=("-at", "-id"), request=request)
    context = {
        "page": page, "rows": rows_of(page.rows, user=request.user, with_detail=sees_all),
        "sees_all": sees_all, "filters": filters,
        **links(request, here.pk, f"/{here.slug}/audit/as/"),
    }  # fmt: skip
    context["may_export"] &= sees_all
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
