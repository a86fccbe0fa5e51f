"""Notes on plans: all of one plan, a new one, taking one back, and the plans one may note on."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from iep import content
from iep.models import Target
from iep.notes import listing, services, showing
from iep.notes.forms import WHOLE, NoteForm, WithdrawForm, completed
from iep.notes.models import PlanNote
from iep.views import finding
from pupils.access import may_about
from schools.access import record_or_404, school_or_404
from sendcase.drafts.sending import send
from sendcase.pages import keyset, query_of

NOTE_JOINED = ("school__policy", "pupil", "plan__kind", "plan__pupil", "author", "target")


@needs(P.PLAN_NOTE)
@require_http_methods(["GET"])
@reads("listed", detail=lambda request: request.GET.dict())
def mine(request, slug):
    """The plans this person may note on, with their targets: from here it is one tap."""
    school = school_or_404(request, slug, P.PLAN_NOTE)
    plans = listing.notable(request.user, school)
    classes = listing.classes_of(plans)
    chosen = listing.number(request.GET.get("class"))
    if chosen:
        plans = plans.filter(pupil__class_group=chosen)
    page = keyset(plans, order=("pupil__sort_key", "pk"), request=request, size=listing.ON_A_PAGE)
    context = {
        "page": page,
        "rows": listing.rows_of(page.rows, chosen),
        "classes": classes,
        "chosen": chosen,
    }
    return render(request, "notes/mine.html", context)


@needs(P.PLAN_NOTE)
@require_http_methods(["GET"])
@reads("read")
def plan_notes(request, pk):
    plan = finding.workable(request, pk, P.PLAN_NOTE)
    value = read_value(request, plan)
    here = request.GET.get("target", "")
    rows = showing.notes_of(request.user, plan)
    page = keyset(listing.about(rows, here, value), order=listing.NEWEST, request=request)
    sees_withdrawn = showing.oversees(request.user, plan.school_id)
    labels = listing.labels(value)
    context = {
        "plan": plan,
        "page": page,
        "notes": [
            {**showing.line(note, request.user, sees_withdrawn=sees_withdrawn),
             "about": labels.get(note.target_id, listing.TAKEN_OUT)}
            for note in page.rows
        ],
        "tabs": listing.tabs(value, here),
        "chosen": listing.target_named(value, here),
        "add_url": listing.add_url(plan, here, "notes")
        if showing.may_add(request.user, plan) else "",
        "may_export": may_about(request.user, P.LIST_EXPORT, plan.pupil),
        "sheets_url": f"{request.path}as/", "sheet_query": query_of(request),
    }  # fmt: skip
    return render(request, "notes/plan.html", context)


def read_value(request, plan) -> dict:
    """What this person reads of the plan. 403: nothing yet, a guest before it is shared."""
    value = finding.what_is_read(request.user, plan)
    if value is None:
        raise PermissionDenied(P.PLAN_NOTE)
    return value


@needs(P.PLAN_NOTE)
@require_http_methods(["GET", "POST"])
@reads("read")
def new(request, pk):
    plan = finding.workable(request, pk, P.PLAN_NOTE)
    value = read_value(request, plan)
    asked = request.POST if request.method == "POST" else request.GET
    target, back = listing.number(asked.get("target")), asked.get("back", "")
    form = NoteForm(
        completed(request.POST), plan=plan, value=value, target=target, kept_by=request.user,
        initial={"target": target or WHOLE, "back": back},
    )  # fmt: skip
    url = listing.back_url(plan, back, target)

    def save():
        try:
            services.add_note(plan=plan, by=request.user, **form.note)
        except Target.DoesNotExist:
            raise Http404 from None
        return url

    done = f"Your note about {plan.pupil.first_name} is saved."
    if answer := send(request, form, save, cancel_url=url, leads_to=url, done=done):
        return answer
    shown = content.for_reading(value)
    return render(request, "notes/new.html", {"plan": plan, "value": shown, "form": form,
                                              "cancel_url": url})  # fmt: skip


@needs(P.PLAN_NOTE)
@require_http_methods(["GET", "POST"])
@reads("read")
def withdraw(request, pk):
    notes = PlanNote.objects.visible_to(request.user).select_related(*NOTE_JOINED)
    note = record_or_404(request, notes, pk)
    if not services.may_withdraw(note, request.user):
        raise PermissionDenied(P.PLAN_NOTE)
    url = reverse("notes:plan", args=[note.plan_id])
    if note.withdrawn_at and request.method == "GET":
        return redirect(url)
    form = WithdrawForm(
        request.POST or None, senco_title=note.school.policy.senco_title,
        kept_by=request.user, kept_as="withdraw-note", kept_key=f"note-{pk}",
    )  # fmt: skip

    def save():
        services.withdraw(note=note, by=request.user, **form.answers)

    if answer := send(request, form, save, cancel_url=url, leads_to=url, done="Withdrawn."):
        return answer
    line = showing.line(note, request.user, sees_withdrawn=False)
    context = {"plan": note.plan, "note": line, "form": form, "cancel_url": url}
    return render(request, "notes/withdraw.html", context)
