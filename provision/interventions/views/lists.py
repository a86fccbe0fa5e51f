"""The list of interventions, the same as a file, and promises that nobody keeps."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from accounts.access import may, needs
from accounts.permissions import Permission as P
from accounts.reauth import confirm_password
from audit.reads import reads
from provision.interventions import listing, unkept
from provision.models import Intervention, Programme
from pupils.views.sheets import answer, asked
from schools.access import school_or_404
from sendcase import moment
from sendcase.pages import keyset, query_of
from sendcase.sheets import KINDS, Sheet


def tabs(filters, base) -> list[dict]:
    return [
        {"title": words, "url": f"{base}?show={key}", "here": key == filters.which}
        for key, words in listing.TABS.items()
    ]


@needs(P.PROVISION_VIEW)
@require_GET
@reads("listed", detail=lambda request: request.GET.dict())
def intervention_list(request, school):
    school = school_or_404(request, school, P.PROVISION_VIEW)
    user, base = request.user, f"/{school.slug}/provision/"
    filters = listing.Filters(request.GET, user=user, school=school)
    rows = Intervention.objects.visible_to(user).filter(school=school)
    page = keyset(listing.for_list(filters.narrow(rows)), request=request)
    title, words = listing.EMPTY[filters.which]
    context = {
        "filters": filters, "page": page, "tabs": tabs(filters, base), "base": base,
        "rows": listing.in_words(page.rows, user, school), "policy": school.policy,
        "sentence": filters.sentence, "empty": {"title": title, "words": words},
        "may_export": may(user, P.LIST_EXPORT, school.pk),
        "sheets_url": f"{base}as/", "sheet_query": query_of(request), **ways(user, school),
    }  # fmt: skip
    template = "provision/partials/_list.html" if request.htmx else "provision/list.html"
    return render(request, template, context)


def ways(user, school) -> dict:
    """Which of the pages beside the list this person may go to."""
    edits = may(user, P.PROVISION_EDIT, school.pk)
    return {
        "may_edit": edits,
        "may_start": edits or may(user, P.PROVISION_PROPOSE, school.pk),
        "sees_library": Programme.objects.visible_to(user).filter(school=school).exists() or edits,
        "unkept": unkept.rows(user, school).count() if edits else 0,
    }


HEADINGS = ["Name", "State", "Area of need", "Wave or tier", "Kind of help", "Given by",
            "First day", "Last day", "When", "Minutes", "Times a week", "Places taken",
            "Places"]  # fmt: skip


@needs(P.LIST_EXPORT)
@require_GET
@confirm_password
@reads("downloaded", detail=asked)
def intervention_sheet(request, school, kind):
    """As the list shows it, without the names of children."""
    school = school_or_404(request, school, P.PROVISION_VIEW)
    school_or_404(request, school.slug, P.LIST_EXPORT)
    if kind not in KINDS:
        raise Http404
    filters = listing.Filters(request.GET, user=request.user, school=school)
    back = f"/{school.slug}/provision/"
    if not filters.is_valid():
        return redirect(f"{back}?{request.GET.urlencode()}")
    rows = Intervention.objects.visible_to(request.user).filter(school=school)
    found = listing.for_list(filters.narrow(rows)).order_by("sort_key", "pk")
    return answer(request, kind, found, lambda rows: sheet_of(rows, request.user, school), back)


def sheet_of(found, user, school) -> Sheet:
    rows = [
        [words["name"], words["state"], words["area"] or "None", words["wave"], words["work"],
         words["given_by"] or "Nobody", row.starts_on, row.ends_on or "Not known",
         words["when"] or "No times yet", str(row.minutes), str(row.times), str(words["taken"]),
         str(row.places)]
        for row, words in zip(found, listing.in_words(found, user, school), strict=True)
    ]  # fmt: skip
    name = f"{school.slug}-interventions-{moment.today().isoformat()}"
    return Sheet(name, "Interventions", HEADINGS, rows)


@needs(P.PROVISION_EDIT)
@require_GET
@reads("listed")
def unkept_list(request, school):
    """Promised, nobody gives it yet."""
    school = school_or_404(request, school, P.PROVISION_EDIT)
    rows = unkept.rows(request.user, school)
    page = keyset(rows, order=("from_on", "pk"), request=request)
    context = {
        "page": page,
        "rows": unkept.in_words(page.rows),
        "base": f"/{school.slug}/provision/",
    }
    return render(request, "provision/unkept.html", context)
