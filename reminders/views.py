"""Today: what each person has to do, and for SENCO and head what the school has to do."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import may, needs, roles_at
from accounts.permissions import Permission, Role
from audit.reads import reads
from reminders import today as day
from reminders.grouping import GROUPS, MEANS, group_filter
from schools.access import school_or_404
from sendcase.pages import keyset


@needs(Permission.SCHOOL_VIEW)
@require_GET
@reads("listed", detail=lambda request: request.GET.dict())
def today(request, school):
    school = school_or_404(request, school, Permission.SCHOOL_VIEW)
    user = request.user
    can_see_all = may(user, Permission.DEADLINE_ALL, school.pk)
    everyone = can_see_all and request.GET.get("whose") != "mine"
    has_list = may(user, Permission.DEADLINE_OWN, school.pk)
    groups = day.groups(day.Reader(user, school), everyone=everyone) if has_list else []
    roles = roles_at(user, school.pk)
    context = {
        "greeting": day.greeting(), "groups": groups, "everyone": everyone,
        "can_see_all": can_see_all, "has_list": has_list,
        "nothing_due": has_list and not any(group["count"] for group in groups),
        "can_refer": may(user, Permission.REFERRAL_CREATE, school.pk),
        "sections": day.extra_sections(user, school),
        "is_governor": bool(roles & {Role.GOVERNOR, Role.TRUST_LEAD}) and not has_list,
    }  # fmt: skip
    return render(request, "reminders/today.html", context)


@needs(Permission.DEADLINE_OWN)
@require_GET
@reads("listed", detail=lambda request: request.GET.dict())
def group(request, school, name):
    """All rows of one group, page by page."""
    school = school_or_404(request, school, Permission.DEADLINE_OWN)
    if name not in GROUPS:
        raise Http404
    reader = day.Reader(request.user, school)
    everyone = reader.sees_all and request.GET.get("whose") != "mine"
    rows = day.open_deadlines(request.user, school, everyone=everyone).filter(
        group_filter(name, reader.today)
    )
    page = keyset(rows.values(*day.COLUMNS), order=("due_on", "pk"), request=request)
    names = day.names_in(page.rows)
    lines = [day.line(row, reader, names) for row in page.rows]
    title, status = GROUPS[name]
    return render(
        request, "reminders/group.html",
        {"page": page, "lines": lines, "title": title, "status": status,
         "means": MEANS.get(name, "")},
    )  # fmt: skip
