"""The register: the list, and what the SENCO does to one pupil's place on it."""

from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import may, needs
from accounts.permissions import Permission as P
from audit.reads import reads
from pupils.access import pupil_or_404, require_about
from pupils.roll.kinds import KINDS
from pupils.sorting import order_of
from pupils.views.roll import chosen
from register import listing, purposes, services, sorting, telling
from register.forms import CloseForm, ListFilters, PlaceForm, ToldForm
from register.models import RegisterEntry
from schools.access import record_or_404, school_or_404
from schools.sheets import links
from sendcase.drafts.sending import send
from sendcase.edits import Stale
from sendcase.pages import keyset


@needs(P.REGISTER_VIEW)
@require_GET
@reads("listed", detail=lambda request: request.GET.dict())
def register_list(request, school):
    school = school_or_404(request, school, P.REGISTER_VIEW)
    filters = ListFilters(request.GET, register_name=school.policy.register_name)
    rows = listing.entries(request.user, school, filters)
    page = keyset(rows, order=order_of(filters.order, sorting.SORTS), request=request)
    may_edit = may(request.user, P.REGISTER_EDIT, school.pk)
    context = {
        "headings": sorting.headings(filters, request),
        "filters": filters, "day": filters.day, "page": page, "policy": school.policy,
        "rows": listing.in_words(page.rows, filters.day), "may_edit": may_edit,
        "sees_reviews": may(request.user, P.REGISTER_REVIEW, school.pk),
        **links(request, school.pk, f"/{school.slug}/register/as/"),
        "sentence": listing.sentence(filters, page),
        "empty": listing.empty(filters, school, may_edit),
    }  # fmt: skip
    template = "register/partials/_list.html" if request.htmx else "register/list.html"
    return render(request, template, context)


@needs(P.REGISTER_EDIT)
@require_http_methods(["GET", "POST"])
def import_history(request, school):
    """The spells of the school's earlier records: for who keeps the roll and the register."""
    school_or_404(request, school, P.ROLL_EDIT)
    return chosen(request, school, KINDS["sen_history"])


@needs(P.REGISTER_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def place(request, pk):
    """Put a pupil on a stage, or move them to another."""
    pupil = pupil_or_404(request, pk, P.REGISTER_EDIT)
    form = PlaceForm(
        request.POST or None, pupil=pupil,
        kept_by=request.user, kept_as="register", kept_key=f"pupil-{pk}",
    )  # fmt: skip
    back = f"/pupils/{pk}/register/"

    def save():
        try:
            services.place(pupil=pupil, by=request.user, **form.call)
        except Stale as stale:
            raise Stale(form.liken(stale.current)) from stale
        return back

    if answer := send(request, form, save, cancel_url=back, done=f"{pupil.first_name}: saved."):
        return answer
    context = {"form": form, "pupil": pupil, "current": form.current, "cancel_url": back}
    return render(request, "register/place.html", context)


def entry_or_404(request, pk):
    """404 out of sight, 403 where seen but not to be changed."""
    rows = RegisterEntry.objects.visible_to(request.user)
    joined = rows.select_related("school__policy", "pupil__school__policy", "stage")
    entry = record_or_404(request, joined, pk)
    require_about(request.user, P.REGISTER_EDIT, entry.pupil)
    return entry


@needs(P.REGISTER_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def close(request, pk):
    entry = entry_or_404(request, pk)
    form = CloseForm(
        request.POST or None, entry=entry,
        kept_by=request.user, kept_as="register-close", kept_key=f"entry-{pk}",
    )  # fmt: skip
    back = f"/pupils/{entry.pupil_id}/register/"

    def save():
        services.close(entry=entry, by=request.user, **form.call)
        return back

    done = f"{entry.stage_name} ended for {entry.pupil.first_name}."
    if answer := send(request, form, save, cancel_url=back, done=done):
        return answer
    context = {"form": form, "entry": entry, "pupil": entry.pupil, "cancel_url": back}
    return render(request, "register/close.html", context)


@needs(P.REGISTER_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def told(request, pk):
    """The family was told by phone or in person; a letter that goes out says so by itself."""
    entry = entry_or_404(request, pk)
    form = ToldForm(
        request.POST or None,
        kept_by=request.user, kept_as="register-told", kept_key=f"entry-{pk}",
    )  # fmt: skip
    back = f"/pupils/{entry.pupil_id}/register/"

    def save():
        services.mark_family_told(entry=entry, by=request.user, **form.answers)
        return back

    if answer := send(request, form, save, cancel_url=back, done="Noted: the family was told."):
        return answer
    context = {
        "form": form, "entry": entry, "pupil": entry.pupil, "cancel_url": back,
        "rule": telling.rule(entry),
        "letter": purposes.title_for(entry),
    }  # fmt: skip
    return render(request, "register/told.html", context)
