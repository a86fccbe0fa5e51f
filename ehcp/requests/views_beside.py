"""Consultations, and what a family disputes."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from ehcp import clock
from ehcp.requests import dates, others, showing
from ehcp.requests.forms import (
    ConsultationForm,
    DisputeForm,
    DisputeStepForm,
    EndDisputeForm,
    ReplyForm,
)
from ehcp.requests.models import AssessmentRequest, Consultation, Dispute
from ehcp.requests.views import corrected, shown
from pupils.access import may_about, pupil_or_404, require_about
from schools.access import record_or_404
from sendcase.drafts.sending import send

JOINED = ("school__policy", "pupil__class_group")


def found_or_404(request, model, pk):
    return record_or_404(
        request, model.objects.visible_to(request.user).select_related(*JOINED), pk
    )


@needs(P.EHC_VIEW)
@require_GET
@reads()
def consultation(request, pk):
    row = found_or_404(request, Consultation, pk)
    line = dates.Line(clock.school_consult_reply(row.received_on), row.replied_on)
    context = {
        "row": row, "pupil": row.pupil, "law": showing.law([line], row.school),
        "may_edit": may_about(request.user, P.EHC_EDIT, row.pupil),
        "corrections": row.corrections.select_related("recorded_by"),
    }  # fmt: skip
    return render(request, "ehcp/requests/consultation.html", context)


@needs(P.EHC_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def new_consultation(request, pk):
    pupil = pupil_or_404(request, pk, P.EHC_EDIT)
    form = ConsultationForm(request.POST or None, **kept(request, "consultation", f"pupil-{pk}"))

    def save():
        return others.consulted(pupil=pupil, by=request.user, **form.answers)

    heading = "An authority asks about a place"
    return begun(request, pupil, form, save, heading)


@needs(P.EHC_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def reply(request, pk):
    row = found_or_404(request, Consultation, pk)
    require_about(request.user, P.EHC_EDIT, row.pupil)
    form = ReplyForm(request.POST or None, row=row, **kept(request, "reply", f"{pk}"))

    def save():
        version = form.cleaned_data["version"]
        return others.reply(row=row, by=request.user, version=version, **form.answers)

    return shown(request, row, form, save, "Answer the consultation", "Written down.")


@needs(P.EHC_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def correct_consultation(request, pk):
    row = found_or_404(request, Consultation, pk)
    require_about(request.user, P.EHC_EDIT, row.pupil)
    return corrected(request, row, ("received_on", "replied_on"), f"consultation-{pk}")


@needs(P.EHC_VIEW)
@require_GET
@reads()
def dispute(request, pk):
    row = found_or_404(request, Dispute, pk)
    context = {
        "row": row, "pupil": row.pupil, "facts": showing.dispute_facts(row),
        "law": showing.law(dates.dispute_lines(row), row.school),
        "may_edit": may_about(request.user, P.EHC_EDIT, row.pupil) and not row.ended_on,
    }  # fmt: skip
    return render(request, "ehcp/requests/dispute.html", context)


@needs(P.EHC_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def new_dispute(request, pk):
    pupil = pupil_or_404(request, pk, P.EHC_EDIT)
    about = request_of(request, pupil)
    initial = {}
    if about and (day := dates.said_no_on(about)):
        initial = {"letter_on": day, "about": "plan" if about.no_plan_on else "assess"}
    form = DisputeForm(
        request.POST or None, initial=initial, **kept(request, "dispute", f"pupil-{pk}")
    )

    def save():
        return others.dispute(pupil=pupil, by=request.user, request=about, **form.answers)

    return begun(request, pupil, form, save, "The family disagrees with the authority")


def request_of(request, pupil):
    """?request=7: the one it is about."""
    asked = request.GET.get("request", "")
    if not asked:
        return None
    rows = AssessmentRequest.objects.visible_to(request.user).filter(pupil=pupil)
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else 0
    found = rows.filter(pk=number).first()
    if found is None:
        raise Http404
    return found


@needs(P.EHC_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def change_dispute(request, pk):
    row = found_or_404(request, Dispute, pk)
    require_about(request.user, P.EHC_EDIT, row.pupil)
    form = DisputeStepForm(request.POST or None, row=row, **kept(request, "dispute-step", f"{pk}"))

    def save():
        version = form.cleaned_data["version"]
        return others.change_dispute(row=row, by=request.user, version=version, **form.answers)

    return shown(request, row, form, save, "Mediation and appeal: what happened", "Saved.")


@needs(P.EHC_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def end_dispute(request, pk):
    row = found_or_404(request, Dispute, pk)
    require_about(request.user, P.EHC_EDIT, row.pupil)
    form = EndDisputeForm(request.POST or None, row=row, **kept(request, "dispute-end", f"{pk}"))

    def save():
        version = form.cleaned_data["version"]
        return others.change_dispute(row=row, by=request.user, version=version, **form.answers)

    return shown(request, row, form, save, "Mediation and appeal have ended", "Written down.")


def kept(request, what, key) -> dict:
    return {"kept_by": request.user, "kept_as": f"ehc-{what}", "kept_key": key}


def begun(request, pupil, form, save, heading):
    back = f"/pupils/{pupil.pk}/ehc/"
    if answered := send(request, form, save, cancel_url=back, done="Written down."):
        return answered
    context = {"pupil": pupil, "form": form, "cancel_url": back, "heading": heading,
               "submit": "Write it down"}  # fmt: skip
    return render(request, "ehcp/requests/form.html", context)
