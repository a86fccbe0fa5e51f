"""One plan: the whole file for SENCO and head, some sections for who works with the child."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from ehcp.dates import rows
from ehcp.giving import showing as giving
from ehcp.plans import census, comparing, content, dates, finding, readers, services, showing
from ehcp.plans.forms import CompareForm, NumberForm
from ehcp.plans.models import EhcPlan, Letter
from ehcp.plans.services import restoring
from pupils.access import may_about
from schools.calendar import calendar_of
from sendcase import moment
from sendcase.edits import IllegalMove

UNKNOWN = "This page was out of date. Read the plan again, then confirm."


@needs(P.EHC_SUMMARY)
@require_GET
@reads()
def page(request, pk):
    plan = finding.known(request, pk)
    letters = showing.letters_for(request.user, plan.pupil)
    if letters != showing.ALL:
        if plan.state != EhcPlan.State.IN_FORCE:
            raise Http404
        context = {"plan": plan, **showing.to_read(request.user, plan, letters)}
        giving.put_beside(request.user, plan, context["blocks"])
        return render(request, "ehcp/plans/reader.html", context)
    return render(request, "ehcp/plans/page.html", whole(request, plan))


def whole(request, plan) -> dict:
    value = content.of_plan(plan)
    edits = may_about(request.user, P.EHC_EDIT, plan.pupil) and plan.state in EhcPlan.OPEN
    version = readers.newest(plan)
    versions = list(plan.versions.defer("content").select_related("made_by", "paper"))
    calendar = calendar_of(plan.school)
    over = ["finished", "closed", "called_off"]
    review = plan.reviews.exclude(state__in=over).first()  # open: one at most
    transfer = review if review and review.transfer_year else None
    found = dates.of_plan(plan, moment.today(), transfer)
    reader = showing.to_read(request.user, plan, showing.ALL)
    blocks = content.blocks(value, Letter.values)
    giving.put_beside(request.user, plan, blocks)
    changed = version is not None and bool(
        comparing.differences(content.of_version(version), value)
    )
    return {
        "plan": plan, "facts": showing.facts(plan), "may_edit": edits, "versions": versions,
        "blocks": blocks,
        "dates": [rows.row_of(due, calendar, plan.school.policy) for due in found],
        "todo": showing.todo(plan, value, version is not None) if edits else [],
        "changed_since": version.number if changed else None,
        "take_back_url": reverse("ehc_plans:take_back", args=[plan.pk]) if edits else "",
        "review_url": review_url(plan) if edits and not review else "",
        "current": version, "readers": readers.lines(version) if version else [],
        "confirm_url": reader.get("confirm_url", ""), "version": version,
        "read_on": reader.get("read_on", ""), "census": census.warning(plan),
        "offered": services.offered(plan) if edits else [], "taken_out": taken_out(plan, edits),
        "status_kind": showing.STATE_KINDS.get(plan.state, "plain"),
    }  # fmt: skip


def review_url(plan) -> str:
    """Where the next review begins."""
    in_force = plan.state == EhcPlan.State.IN_FORCE
    return reverse("ehc_reviews:new", args=[plan.pk]) if in_force else ""


def taken_out(plan, edits) -> list[dict]:
    """Lines that an amendment took out: they can be put back."""
    if not edits:
        return []
    named = {"needs": plan.ehcneeds, "outcomes": plan.ehcoutcomes, "provisions": plan.ehcprovisions}
    return [
        {"kind": kind, "id": row.pk, "name": f"{content.MARK[kind]}{row.number}",
         "words": row.words}
        for kind, lines in named.items() for row in lines.exclude(dropped_on=None)
    ]  # fmt: skip


@needs(P.EHC_VIEW)
@require_GET
@reads()
def compare(request, pk):
    plan = finding.whole(request, pk)
    versions = {str(each.number): each for each in plan.versions.order_by("number")}
    choices = comparing.choices(versions.values())
    if len(choices) < 2:
        return render(request, "ehcp/plans/compare.html", {"plan": plan})
    first = {"a": choices[-2][0], "b": choices[-1][0]}
    form = CompareForm({name: request.GET.get(name, first[name]) for name in first},
                       choices=choices)  # fmt: skip
    if not form.is_valid():
        raise Http404
    changes = comparing.differences(
        *(content.of_version(versions[form.cleaned_data[name]]) for name in ("a", "b"))
    )
    context = {"plan": plan, "form": form, "sentence": comparing.summary(changes),
               "changes": comparing.shown(changes)}  # fmt: skip
    return render(request, "ehcp/plans/compare.html", context)


@needs(P.EHC_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def take_back(request, pk):
    """Shows what was typed since the version in use, then takes it back."""
    plan = finding.editable(request, pk)
    version = readers.newest(plan)
    if version is None or plan.state not in EhcPlan.OPEN:
        messages.warning(request, "There is nothing to take back in this plan.")
        return redirect(plan)
    if request.method == "POST":
        try:
            services.take_back(plan=plan, seen=request.POST.get("seen", ""), by=request.user)
        except IllegalMove as why:
            messages.warning(request, str(why))
            return redirect("ehc_plans:take_back", pk)
        messages.success(request, f"The plan reads again as in version {version.number}.")
        return redirect(plan)
    changes = restoring.typed_since(plan, version)
    context = {
        "plan": plan,
        "version": version,
        "changes": comparing.shown(changes),
        "sentence": comparing.summary(changes),
        "seen": restoring.seal_of(plan, version),
    }
    return render(request, "ehcp/plans/take_back.html", context)


@needs(P.EHC_SUMMARY)
@require_http_methods(["POST"])
def confirm(request, pk):
    plan = finding.known(request, pk)
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
