"""Reading plans: "I have read it", the plans one is to read, and who has not."""

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from iep.dates import words
from iep.readers import asking, listing, services, showing
from iep.views import finding
from schools.access import school_or_404
from schools.sheets import links
from sendcase.edits import IllegalMove
from sendcase.pages import keyset

UNKNOWN = "This page was out of date. Read the plan again, then confirm."


class NumberForm(forms.Form):
    number = forms.IntegerField(min_value=1, max_value=32767)


@needs(P.PLAN_VIEW)
@require_http_methods(["POST"])
def confirm(request, pk):
    """Whoever reads the plan may say so; it is asked of those who work with the child."""
    plan = finding.readable(request, pk)
    form = NumberForm(request.POST)
    if not form.is_valid():
        messages.warning(request, UNKNOWN)
        return redirect(plan)
    try:
        services.confirm(plan=plan, number=form.cleaned_data["number"], by=request.user)
    except IllegalMove as why:
        messages.warning(request, str(why))
    else:
        messages.success(request, "Thank you. It is noted that you have read this plan.")
    return redirect(plan)


@needs(P.PLAN_VIEW)
@require_http_methods(["GET"])
@reads("listed")
def mine(request, slug):
    school = school_or_404(request, slug, P.PLAN_VIEW)
    versions = asking.unread_by(request.user, school)
    versions = versions.select_related("plan__pupil__class_group", "plan__kind")
    page = keyset(versions, order=("plan__pupil__sort_key", "pk"), request=request)
    rows = [
        {
            "pupil": version.plan.pupil.name,
            "class": getattr(version.plan.pupil.class_group, "name", ""),
            "plan": version.plan.kind.short_name,
            "url": version.plan.get_absolute_url(),
            "version": version.number,
            "shared": words(asking.day_of(version.made_at)),
            "change_url": showing.change_url(version.plan, version.number),
        }
        for version in page.rows
    ]
    return render(request, "readers/mine.html", {"page": page, "rows": rows})


@needs(P.READER_LIST)
@require_http_methods(["GET"])
@reads("listed", detail=lambda request: request.GET.dict())
def reader_list(request, slug):
    school = school_or_404(request, slug, P.READER_LIST)
    by = request.GET.get("by", "plan")
    if by not in listing.WAYS:
        raise BadRequest("by")
    page, rows = listing.WAYS[by](request, school)
    tabs = [
        {"title": title, "url": f"?by={key}", "here": key == by}
        for key, title in (("plan", "By plan"), ("person", "By person"))
    ]
    context = {
        "page": page, "rows": rows, "tabs": tabs, "by": by,
        **links(request, school.pk, f"{request.path}as/"),
    }  # fmt: skip
    return render(request, "readers/list.html", context)
