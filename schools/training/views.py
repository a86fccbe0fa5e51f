"""The record of training: the list, a file of it, and the forms. SENCO and head."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import may, needs, require
from accounts.permissions import Permission as P
from audit.reads import reads
from schools import wording
from schools.access import record_or_404, school_or_404
from schools.sheets import answer, links, list_file, school_to_take
from schools.training import listing, services
from schools.training.forms import NewForm, TrainingForm
from schools.training.models import Training
from schools.views.tabs import tabs
from sendcase import moment
from sendcase.drafts.sending import send
from sendcase.edits import IllegalMove, Stale
from sendcase.pages import keyset


def chosen_of(request) -> tuple[str, str]:
    """(which tab, which kind) the address asks for."""
    chosen, kind = request.GET.get("show", "people"), request.GET.get("kind", "")
    if chosen not in listing.TABS or (kind and kind not in Training.Kind.values):
        raise BadRequest("show")
    return chosen, kind


@needs(P.TRAINING_VIEW)
@require_GET
@reads("listed", detail=lambda request: request.GET.dict())
def training_list(request, school):
    school = school_or_404(request, school, P.TRAINING_VIEW)
    chosen, kind = chosen_of(request)
    rows = listing.rows_of(request.user, school, chosen, kind)
    page = keyset(rows, order=listing.ORDER[chosen], request=request)
    open_ones = listing.to_renew(school.pk)
    context = {
        "tabs": tabs(request, "training"), "page": page, "chosen": chosen, "kind": kind,
        "rows": [listing.row_of(row, open_ones) for row in page.rows],
        "views": [
            {"title": title, "url": f"?show={key}&kind={kind}", "here": key == chosen}
            for key, title in listing.TABS.items()
        ],
        "kinds": Training.Kind.choices, "this_year": listing.this_year(school),
        "may_edit": may(request.user, P.TRAINING_EDIT, school.pk),
        **links(request, school.pk, f"/{school.slug}/training/as/"),
    }  # fmt: skip
    return render(request, "schools/training/list.html", context)


@list_file
def training_sheet(request, school, kind):
    school = school_to_take(request, school, P.TRAINING_VIEW)
    chosen, only = chosen_of(request)
    rows = listing.rows_of(request.user, school, chosen, only).order_by(*listing.ORDER[chosen])
    return answer(request, kind, rows, lambda found: listing.sheet_of(found, school, chosen),
                  f"/{school.slug}/training/", "to one kind of training")  # fmt: skip


@needs(P.TRAINING_EDIT)
@require_http_methods(["GET", "POST"])
def new(request, school):
    school = school_or_404(request, school, P.TRAINING_EDIT)
    form = NewForm(
        request.POST or None, school=school,
        kept_by=request.user, kept_as="training", kept_key=f"school-{school.pk}",
    )  # fmt: skip
    back = f"/{school.slug}/training/"

    def save():
        services.record(school=school, by=request.user, **form.recorded)

    if answer := send(request, form, save, cancel_url=back, done="Written down."):
        return answer
    context = {"form": form, "back": back, "heading": "Write down a training", "row": None}
    return render(request, "schools/training/form.html", context)


def row_or_404(request, pk) -> Training:
    rows = Training.objects.visible_to(request.user).standing()
    row = record_or_404(request, rows.select_related("school", "recorded_by", "area"), pk)
    require(request.user, P.TRAINING_EDIT, school_id=row.school_id)
    return row


@needs(P.TRAINING_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def change(request, pk):
    row = row_or_404(request, pk)
    form = TrainingForm(
        request.POST or None, school=row.school, row=row,
        kept_by=request.user, kept_as="training-change", kept_key=f"training-{pk}",
    )  # fmt: skip
    back = f"/{row.school.slug}/training/"

    def save():
        try:
            version = form.cleaned_data["version"]
            services.change(training=row, version=version, by=request.user, **form.facts)
        except Stale as stale:
            raise Stale(form.liken(stale.current)) from stale

    if answer := send(request, form, save, cancel_url=back, done="Saved."):
        return answer
    day = wording.day(row.created_at.astimezone(moment.LONDON).date())
    written = f"Written down by {row.recorded_by.name} on {day}."
    context = {"form": form, "back": back, "heading": row.title, "row": row, "written": written,
               "may_end": row.expires_on and row.ended_on is None}  # fmt: skip
    return render(request, "schools/training/form.html", context)


@needs(P.TRAINING_EDIT)
@require_POST
def end(request, pk):
    return done_to(request, pk, services.end, "It is not renewed, and no longer due.")


@needs(P.TRAINING_EDIT)
@require_POST
def take_back(request, pk):
    return done_to(request, pk, services.take_back, "Taken back. It counts no more.")


def done_to(request, pk, service, said):
    row = row_or_404(request, pk)
    try:
        service(training=row, by=request.user)
    except IllegalMove as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)
    return redirect("training:list", row.school.slug)
