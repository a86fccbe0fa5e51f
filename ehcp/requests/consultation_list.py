"""Consultations by authorities: the list of a school, and the list as a file."""

from django.core.exceptions import BadRequest
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from ehcp import clock
from ehcp.requests.models import Consultation
from ehcp.tabs import tabs
from pupils.querysets import pupil_scope
from schools.access import school_or_404
from schools.sheets import answer, links, list_file, named, school_to_take
from sendcase import moment
from sendcase.pages import keyset
from sendcase.sheets import Sheet

SHOW = {"all": "All", "waiting": "Waiting for our answer", "answered": "Answered"}
ORDER = ("-received_on", "-pk")
HEADINGS = ["Child", "Authority", "Came", "Answer by", "Answered", "What we said"]


def rows_for(request, school):
    show = request.GET.get("show", "all")
    if show not in SHOW:
        raise BadRequest("show")
    rows = Consultation.objects.visible_to(request.user).filter(school=school)
    if show != "all":
        rows = rows.filter(replied_on__isnull=show == "waiting")
    return rows.select_related("pupil__class_group")


def due_on(row):
    return clock.school_consult_reply(row.received_on).on


@needs(P.EHC_VIEW)
@require_GET
@reads("listed", detail=lambda request: request.GET.dict())
def page(request, school):
    """The newest first."""
    school = school_or_404(request, school, P.EHC_VIEW)
    found = keyset(rows_for(request, school), order=ORDER, request=request)
    show, today = request.GET.get("show", "all"), moment.today()
    context = {
        "page": found, "tabs": tabs(request, "ehc/requests"),
        "rows": [{"row": row, "due": due_on(row), "late": due_on(row) < today} for row in found],
        "shows": SHOW.items(), "chosen": show,
        **links(request, school.pk, f"/{school.slug}/ehc/requests/consultations/as/"),
    }  # fmt: skip
    return render(request, "ehcp/requests/consultations.html", context)


@list_file
def sheet(request, school, kind):
    school = school_to_take(request, school, P.EHC_VIEW)
    rows = rows_for(request, school).filter(pupil_scope(request.user, P.LIST_EXPORT, "pupil__"))
    return answer(
        request, kind, rows.order_by(*ORDER), lambda found: sheet_of(found, school),
        f"/{school.slug}/ehc/requests/consultations/",
    )  # fmt: skip


def sheet_of(found, school) -> Sheet:
    rows = [
        [row.pupil.name, row.local_authority, row.received_on, due_on(row), row.replied_on or "",
         row.get_answer_display()] for row in found
    ]  # fmt: skip
    name = named(school, "ehc-consultations")
    return Sheet(name, "Consultations", HEADINGS, rows)
