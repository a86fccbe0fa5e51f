"""Reading plans: the list, one plan, its papers."""

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods

from accounts.access import may, needs
from accounts.permissions import Permission as P
from audit.reads import reads
from iep import advice, content, in_class, printing, services, states
from iep.dates import words
from iep.models import SupportPlan
from iep.readers import showing as readers
from iep.reviews import late, together
from iep.reviews import reading as reviewed
from iep.versions import presenting
from iep.versions.correcting import may_correct
from iep.views import finding
from pupils import documents
from schools.access import school_or_404
from schools.sheets import links
from sendcase import moment
from sendcase.pages import keyset
from sendcase.pdf import PdfFailed

FILTERS = {
    "live": ("In use", {"state__in": ["draft", "agreed", "shared"]}),
    "writing": ("Being written", {"state__in": ["draft", "agreed"]}),
    "shared": ("Shared", {"state": "shared"}),
    "late": ("Review late", {"state": "shared"}),
    "reviewed": ("Reviewed", {"state": "reviewed"}),
    "past": ("Past", {"state__in": ["closed", "superseded"]}),
}
# Our own PDF: no script, nothing loaded, never framed.
PAPER_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


@needs(P.PLAN_VIEW)
@require_http_methods(["GET"])
@reads("listed", detail=lambda request: request.GET.dict())
def plan_list(request, slug):
    school = school_or_404(request, slug, P.PLAN_VIEW)
    chosen = request.GET.get("show", "live")
    if chosen not in FILTERS:
        raise BadRequest("show")
    plans = plans_of(request.user, school, chosen)
    size = {"size": together.MOST} if chosen == "late" else {}
    page = keyset(plans.for_list(), order=("review_on", "pk"), request=request, **size)
    rows = [(plan, list_row(plan)) for plan in page.rows]
    context = {
        "page": page,
        "rows": [row for _, row in rows],
        **(late.on_tab(request.user, school, plans, rows) if chosen == "late" else {}),
        "filters": [
            {"title": title, "url": f"?show={key}", "here": key == chosen}
            for key, (title, _) in FILTERS.items()
        ],
        "chosen_words": FILTERS[chosen][0],
        "to_read": readers.to_read(request.user, school),
        "user_lists_readers": may(request.user, P.READER_LIST, school.pk),
        "user_sees_ehc": may(request.user, P.EHC_VIEW, school.pk),
        "user_sees_agencies": may(request.user, P.AGENCY_VIEW, school.pk),
        "user_hands_on": may(request.user, P.HANDOVER_LIST, school.pk),
        "may_review": may(request.user, P.PLAN_EDIT, school.pk),
        "may_note": may(request.user, P.PLAN_NOTE, school.pk),
        "may_check": may(request.user, P.PLAN_CHECK, school.pk),
        **links(request, school.pk, f"/{school.slug}/plans/as/"),
    }
    template = "iep/partials/_list.html" if request.htmx else "iep/list.html"
    return render(request, template, context)


def plans_of(user, school, chosen):
    """The plans under one tab of the list. chosen: a key of FILTERS."""
    plans = SupportPlan.objects.visible_to(user).filter(school=school, **FILTERS[chosen][1])
    return plans.filter(review_on__lt=moment.today()) if chosen == "late" else plans


def list_row(plan) -> dict:
    """Plain words for the table: dates are made into text here, not in the template."""
    kind, state = status_of(plan)
    return {
        "url": plan.get_absolute_url(),
        "pupil": plan.pupil.name,
        "class": plan.pupil.class_group.name if plan.pupil.class_group else "",
        "plan": plan.kind.short_name,
        "lead": plan.lead.name,
        "review": words(plan.review_on),
        "status_kind": kind,
        "status": state,
    }


def status_of(plan) -> tuple[str, str]:
    """(kind, words) for components/_status.html."""
    if (now := states.phase(plan)) in states.PHASES:
        return "plain", states.PHASES[now]
    if plan.state == states.State.SHARED:
        if plan.review_on < moment.today():
            return "late", "Review late"
        return "done", "Shared"
    return "plain", plan.get_state_display()


@needs(P.PLAN_VIEW)
@require_http_methods(["GET"])
@reads("read")
def plan_page(request, pk):
    plan = finding.readable(request, pk, joined=(*finding.WHOLE, "next_plan"))
    is_editor = finding.reaches(request.user, plan, P.PLAN_EDIT)
    value = finding.what_is_read(request.user, plan)
    outcomes = reviewed.outcomes_of(plan)
    status_kind, status = status_of(plan)
    shared = presenting.shared(plan)
    read = content.for_reading(value, outcomes) if value else None
    context = {
        "plan": plan,
        "value": read,
        "has_outcomes": bool(outcomes),
        "versions": presenting.rows(plan, shared),
        "reviews": reviewed.shown(plan) if outcomes else [],
        "status_kind": status_kind,
        "status": status,
        "names_blanks": is_editor and plan.state in {states.State.DRAFT, states.State.AGREED},
        "sees_live_rows": finding.sees_live_rows(request.user, plan, is_editor=is_editor),
        "warning": advice.target_count(plan, len(value["targets"])) if value else "",
        **what_may_be_done(request.user, plan, is_editor),
        **in_class.on_page(request.user, plan, read, shared),
    }
    return render(request, "iep/plan.html", context)


def what_may_be_done(user, plan, is_editor) -> dict:
    """The buttons: only those that the state and the role allow."""
    here = {"school_id": plan.school_id}
    can = {action: states.can(plan, action) and is_editor for action in states.MOVES}
    agrees = services.may_agree(plan, user) if can["agree"] or can["undo"] else False
    agreed_before = plan.needs_second and states.first_of_two(plan) == user.pk
    waits = can["agree"] and (not agrees or agreed_before)
    agrees = agrees and not agreed_before
    shares = can["share"] and may(user, P.PLAN_SHARE, **here)
    return {
        "is_editor": is_editor,
        "can_edit": can["save"],
        "may_propose": may(user, P.BANK_PROPOSE, **here) and (is_editor or not plan.is_revising),
        "can_agree": can["agree"] and agrees,
        "must_be_agreed": waiting_words(plan, user, agreed_before) if waits else "",
        "can_share": shares and (agrees or not plan.is_revising),
        "can_revise": can["revise"],
        "can_correct": can["correct"] and may_correct(plan, user),
        "can_undo": can["undo"],
        "can_review": can["review"],
        "can_follow": can["next"] and not hasattr(plan, "next_plan"),
        "next_plan": getattr(plan, "next_plan", None) if plan.shared_at else None,
        "can_close": can["close"],
    }


def waiting_words(plan, user, agreed_before) -> str:
    """Who must agree before it can be shared, for somebody who cannot (again)."""
    title = plan.school.policy.senco_title
    if agreed_before:
        return "You have agreed this plan. It waits for a second person who may agree it."
    if plan.needs_second:
        return f"Before it can be shared, two people agree this plan: ask the {title}."
    return f"Before it can be shared, the {title} agrees this plan."


@needs(P.PLAN_VIEW)
@require_http_methods(["GET"])
@reads("printed")
def draft_paper(request, pk):
    """The plan as it would print now; marked as a draft unless it was reviewed."""
    plan = finding.readable(request, pk)
    is_editor = finding.reaches(request.user, plan, P.PLAN_EDIT)
    if not finding.sees_live_rows(request.user, plan, is_editor=is_editor):
        raise PermissionDenied("live rows")
    size = size_of(request)
    try:
        data = printing.draft_pdf(plan, reviewed.outcomes_of(plan), size)
    except PdfFailed:
        return render(request, "iep/no_paper.html", {"plan": plan}, status=503)
    return paper(data, f"{plan.kind.short_name}-{plan.pupil.first_name}")


def size_of(request) -> str:
    """Normal or large print, as the address says."""
    size = request.GET.get("size", "normal")
    if size not in printing.SIZES:
        raise BadRequest("size")
    return size


def paper(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type="application/pdf")
    filename = slugify(name) or "plan"
    response.headers["Content-Disposition"] = f'inline; filename="{filename}.pdf"'
    response.headers["Content-Security-Policy"] = PAPER_POLICY
    return response


@needs(P.PLAN_VIEW)
@require_http_methods(["GET"])
@reads("downloaded")
def version_paper(request, pk, number):
    """The very file that went home; or the same words in large print, made now."""
    plan = finding.readable(request, pk)
    shared = plan.versions.select_related("document", "corrects", "corrected_by")
    version = get_object_or_404(shared, number=number)
    if size_of(request) == "normal":
        return documents.response(version.document, inline=True)
    try:
        data = printing.large_pdf(version)
    except PdfFailed:
        return render(request, "iep/no_paper.html", {"plan": plan}, status=503)
    return paper(data, f"{plan.kind.short_name}-{plan.pupil.first_name}-{number}-large")
