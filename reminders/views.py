"""Today: what each person has to do, and for SENCO and head what the school has to do."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import may, needs, roles_at
from accounts.permissions import Permission, Role
from audit.reads import reads
from reminders import by_hand
from reminders import today as day
from reminders.filters import Filters, logged
from reminders.grouping import GROUPS, MEANS, group_filter
from reminders.saved.models import ANY as SAVED
from reminders.saved.models import SavedView
from schools.access import school_or_404
from schools.sheets import links
from sendcase.pages import keyset


@needs(Permission.SCHOOL_VIEW)
@require_GET
@reads("listed", detail=logged)
def today(request, school):
    school = school_or_404(request, school, Permission.SCHOOL_VIEW)
    user = request.user
    has_list = may(user, Permission.DEADLINE_OWN, school.pk)
    some = day.with_some(day.allowed_sections(user, school), user, school, SAVED)
    context = {
        "greeting": day.greeting(), "has_list": has_list,
        "can_refer": may(user, Permission.REFERRAL_CREATE, school.pk),
        "sections": day.extra_sections(user, school, some),
        "is_governor": bool(roles_at(user, school.pk) & {Role.GOVERNOR, Role.TRUST_LEAD})
        and not has_list,
        **(list_of(request, school, has_saved="saved" in some) if has_list else {}),
    }  # fmt: skip
    return render(request, "reminders/today.html", context)


def list_of(request, school, *, has_saved: bool) -> dict:
    """What is due, by group, of what the address asks for; and what else could be asked."""
    filters = Filters(day.Reader(request.user, school), request.GET)
    found = by_hand.counted(filters)
    groups = day.groups(filters, found)
    return {
        "filters": filters, "groups": groups, "boxes": filters.boxes(found),
        "saved": saved_lists(request.user, school) if has_saved else [],
        "nothing_due": not any(group["count"] for group in groups),
        **links(request, school.pk, f"/{school.slug}/today/as/"),
    }  # fmt: skip


def saved_lists(user, school) -> list[dict]:
    rows = SavedView.objects.visible_to(user).filter(school=school)
    return list(rows.values("pk", "name", "query"))


@needs(Permission.DEADLINE_OWN)
@require_GET
@reads("listed", detail=logged)
def group(request, school, name):
    """All rows of one group, page by page."""
    school = school_or_404(request, school, Permission.DEADLINE_OWN)
    if name not in GROUPS:
        raise Http404
    reader = day.Reader(request.user, school)
    filters = Filters(reader, request.GET)
    rows = filters.narrowed().filter(group_filter(name, reader.today))
    page = keyset(rows.values(*day.COLUMNS), order=("due_on", "pk"), request=request)
    names = day.names_in(page.rows)
    title, status = GROUPS[name]
    context = {
        "page": page, "lines": [day.line(row, reader, names) for row in page.rows],
        "title": title, "status": status, "means": MEANS.get(name, ""),
        "filters": filters, "boxes": filters.boxes(),
        **links(request, school.pk, f"/{school.slug}/today/as/", group=name),
    }  # fmt: skip
    return render(request, "reminders/group.html", context)
