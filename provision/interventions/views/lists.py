"""The list of interventions, and promises that nobody keeps."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import may, needs
from accounts.permissions import Permission as P
from audit.reads import reads
from provision.interventions import listing, unkept
from provision.models import Intervention, Programme
from schools.access import school_or_404
from schools.sheets import links
from sendcase.pages import keyset


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
        **links(request, school.pk, f"{base}as/"), **ways(user, school),
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


@needs(P.PROVISION_EDIT)
@require_GET
@reads("listed")
def unkept_list(request, school):
    """Promised, nobody gives it yet."""
    school = school_or_404(request, school, P.PROVISION_EDIT)
    rows = unkept.rows(request.user, school)
    page = keyset(rows, order=unkept.ORDER, request=request)
    context = {
        "page": page,
        "rows": unkept.in_words(page.rows),
        "base": f"/{school.slug}/provision/",
        **links(request, school.pk, f"/{school.slug}/provision/unkept/as/"),
    }
    return render(request, "provision/unkept.html", context)
