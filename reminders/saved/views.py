"""A question asked of Today again and again: keep it under a name, rename it, delete it."""

from hashlib import sha256

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import needs
from accounts.permissions import Permission as P
from pupils.saved import pages, services
from pupils.saved.forms import CalledForm
from reminders.filters import Filters
from reminders.saved.models import SavedView
from reminders.today import Reader
from schools.access import record_or_404, school_or_404
from sendcase.drafts.sending import send


class ViewForm(CalledForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[
            "name"
        ].help_text = "What it asks, not whom: “Plans to review”. Do not write a child's name."


@needs(P.DEADLINE_OWN)
@require_http_methods(["GET", "POST"])
def new(request, school):
    school = school_or_404(request, school, P.DEADLINE_OWN)
    filters = Filters(Reader(request.user, school), request.GET)
    query, back = filters.kept_query, f"/{school.slug}/today/"
    if not query:  # everything needs no name
        return redirect(back)
    about = sha256(query.encode()).hexdigest()[:12]
    form = ViewForm(
        request.POST or None,
        kept_by=request.user, kept_as="saved-view", kept_key=f"school-{school.pk}-{about}",
    )  # fmt: skip

    def save():
        services.keep(school=school, query=query, by=request.user, model=SavedView, **form.answers)
        return f"{back}?{query}"

    done = "The list is saved. You find it on Today."
    if answer := send(request, form, save, cancel_url=f"{back}?{query}", done=done):
        return answer
    context = {"form": form, "asks": filters.said(filters.boxes()), "cancel_url": f"{back}?{query}"}
    return render(request, "reminders/saved_list.html", context)


def view_or_404(request, pk) -> SavedView:
    rows = SavedView.objects.visible_to(request.user).select_related("school")
    return record_or_404(request, rows, pk)


@needs(P.DEADLINE_OWN)
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    row = view_or_404(request, pk)
    back = f"/{row.school.slug}/today/?{row.query}"
    form = ViewForm(
        request.POST or None, row=row,
        kept_by=request.user, kept_as="saved-view", kept_key=f"list-{pk}",
    )  # fmt: skip
    return pages.rename_page(request, row, form, back=back, template="reminders/saved_list.html")


@needs(P.DEADLINE_OWN)
@require_POST
def delete(request, pk):
    row = view_or_404(request, pk)
    back = f"/{row.school.slug}/today/"
    return pages.deleted(request, row, back=back, untouched="No task was touched.")
