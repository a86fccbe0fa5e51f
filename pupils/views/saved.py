"""Saved lists: keep the question the list answers now, call it something else, delete it."""

from hashlib import sha256
from urllib.parse import urlencode

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import needs
from accounts.permissions import Permission
from pupils.filters import Filters
from pupils.saved import pages, services
from pupils.saved.forms import NameForm
from pupils.saved.models import SavedList
from schools.access import record_or_404, school_or_404
from sendcase.drafts.sending import send

NEVER_KEPT = {"q", "after", "before"}  # whom somebody searched for is no question to keep


def kept_query(request, filters) -> str:
    """The filter and the order of the address, in one order, without what is empty."""
    asked = filters.fields.keys() - NEVER_KEPT
    return urlencode(
        {name: value for name, value in request.GET.items() if name in asked and value}
    )


@needs(Permission.PUPIL_VIEW)
@require_http_methods(["GET", "POST"])
def new(request, school):
    school = school_or_404(request, school, Permission.PUPIL_VIEW)
    filters = Filters(request.GET, user=request.user, school=school)
    back = f"/{school.slug}/pupils/"
    if not filters.is_valid():  # the list says what is wrong with the question
        return redirect(f"{back}?{request.GET.urlencode()}")
    query = kept_query(request, filters)
    about = sha256(query.encode()).hexdigest()[:12]
    form = NameForm(
        request.POST or None,
        kept_by=request.user, kept_as="saved-list", kept_key=f"school-{school.pk}-{about}",
    )  # fmt: skip

    def save():
        services.keep(school=school, query=query, by=request.user, **form.answers)
        return f"{back}?{query}"

    done = "The list is saved. You find it above the pupils."
    if answer := send(request, form, save, cancel_url=f"{back}?{query}", done=done):
        return answer
    asks = ", ".join([*filters.said(without=("sort", "q")), f"by {filters.order_words}"])
    context = {"form": form, "asks": asks, "cancel_url": f"{back}?{query}"}
    return render(request, "pupils/saved_list.html", context)


def saved_or_404(request, pk) -> SavedList:
    rows = SavedList.objects.visible_to(request.user).select_related("school")
    return record_or_404(request, rows, pk)


@needs(Permission.PUPIL_VIEW)
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    row = saved_or_404(request, pk)
    back = f"/{row.school.slug}/pupils/?{row.query}"
    form = NameForm(
        request.POST or None, row=row,
        kept_by=request.user, kept_as="saved-list", kept_key=f"list-{pk}",
    )  # fmt: skip
    return pages.rename_page(request, row, form, back=back, template="pupils/saved_list.html")


@needs(Permission.PUPIL_VIEW)
@require_POST
def delete(request, pk):
    row = saved_or_404(request, pk)
    back = f"/{row.school.slug}/pupils/"
    return pages.deleted(request, row, back=back, untouched="No pupil was touched.")
