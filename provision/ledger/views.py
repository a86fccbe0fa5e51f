"""Pages of the ledger: the promises that slip, one promise, looked at, the family's paper."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import may, needs, schools_granting
from accounts.permissions import Permission as P
from accounts.permissions import Role
from audit.reads import reads
from provision.ledger import printing, section, services, showing, slipping
from provision.ledger.forms import LookForm
from provision.models import Promise
from provision.querysets import STAFF
from pupils.access import pupil_or_404, require_about
from pupils.profile.views.profiles import answered
from schools.access import record_or_404, school_or_404
from schools.sheets import links
from sendcase.drafts.sending import send
from sendcase.pdf import PdfFailed

ON_A_PAGE = 40
READERS = (*STAFF, Role.HEAD)  # of the list: no guest
JOINED = ("school__policy", "pupil__class_group")


@needs(P.PROVISION_VIEW)
@require_GET
@reads("listed", detail=lambda request: request.GET.dict())
def slipping_list(request, slug):
    """?page=2 …: worst first, of the children this person reads provision of."""
    school = school_or_404(request, slug, P.PROVISION_VIEW)
    found = slips_of(request.user, school)
    page = page_of(request)
    shown = found[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    may_look = may(request.user, P.PROVISION_EDIT, school.pk)
    rows = [showing.slip_row(slip, may_look) for slip in shown]
    context = {
        "rows": [row for row in rows if not row["look"]],
        "looked": [row for row in rows if row["look"]],
        "listed": bool(found),
        "count": sum(slip.look is None for slip in found),
        "percent": school.policy.promise_percent,
        "through_url": reverse("ledger:through", args=[school.slug]) if may_look else "",
        "through": showing.through(school),
        "may_set": may(request.user, P.POLICY_EDIT, school.pk),
        "next": page + 1 if page * ON_A_PAGE < len(found) else None,
        "previous": page - 1 if page > 1 else None,
        **links(request, school.pk, f"/{slug}/provision/slipping/as/"),
    }
    return render(request, "ledger/slipping.html", context)


def slips_of(user, school) -> list[slipping.Slip]:
    """Worst first, those looked at behind. 404 for who reads no such list."""
    if school.pk not in schools_granting(user, P.PROVISION_VIEW, READERS):
        raise Http404
    return sorted(slipping.of_school(user, school), key=lambda slip: slip.look is not None)


@needs(P.PROVISION_EDIT)
@require_POST
def looked_through(request, slug):
    """The button under the list: Today asks again next Monday."""
    school = school_or_404(request, slug, P.PROVISION_EDIT)
    waiting = sum(slip.look is None for slip in slipping.of_school(request.user, school))
    services.look_through(school=school, by=request.user, waiting=waiting)
    messages.success(request, "Noted. Today asks again next Monday.")
    return redirect("ledger:slipping", school.slug)


def page_of(request) -> int:
    said = request.GET.get("page", "1")
    if not (said.isascii() and said.isdigit() and 0 < len(said) < 6 and int(said)):
        raise BadRequest("page")
    return int(said)


def found_promise(request, pk) -> Promise:
    rows = Promise.objects.visible_to(request.user).select_related(*JOINED)
    promise = record_or_404(request, rows, pk)
    promise.pupil.school = promise.school  # the same one, read once
    return promise


@needs(P.PROVISION_VIEW)
@require_GET
@reads()
def promise(request, pk):
    row = found_promise(request, pk)
    require_about(request.user, P.PROVISION_VIEW, row.pupil)
    return render(request, "ledger/promise.html", showing.whole(request.user, row))


@needs(P.PROVISION_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def look(request, pk):
    row = found_promise(request, pk)
    require_about(request.user, P.PROVISION_EDIT, row.pupil)
    form = LookForm(request.POST or None, kept_by=request.user, kept_as="promise-look",
                    kept_key=f"promise-{pk}")  # fmt: skip
    back = f"/{row.school.slug}/provision/slipping/"

    def save():
        services.look(promise=row, by=request.user, **form.answers)
        return back

    done = "Noted. For two weeks it stands below on the list."
    if answer := send(request, form, save, cancel_url=back, done=done, leads_to=back):
        return answer
    context = showing.whole(request.user, row) | {"form": form, "cancel_url": back}
    return render(request, "ledger/look.html", context)


@needs(P.PROVISION_VIEW)
@require_GET
@reads()
def of_pupil(request, pk):
    pupil = pupil_or_404(request, pk, P.PROVISION_VIEW)
    return render(request, "ledger/pupil.html", section.context(request, pupil))


@needs(P.PROVISION_VIEW)
@require_GET
@reads("printed")
def family_paper(request, pk):
    """?size=large for large print."""
    pupil = pupil_or_404(request, pk, P.PROVISION_VIEW)
    size = request.GET.get("size", "normal")
    if size not in printing.SIZES:
        raise BadRequest("size")
    try:
        data = printing.family_pdf(request.user, pupil, size)
    except PdfFailed:
        return render(request, "ledger/no_paper.html", {"pupil": pupil}, status=503)
    return answered(data, f"promised-and-given-{pupil.first_name}")
