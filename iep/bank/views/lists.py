"""The lists of the bank: targets and strategies."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import may, needs
from accounts.permissions import Permission as P
from audit.reads import reads
from iep.bank import counting, listing, services
from iep.bank.services.starter import has_starter
from schools.access import school_or_404
from schools.models import YearGroup
from schools.sheets import links
from sendcase.pages import keyset

PAGE = 30


@needs(P.BANK_VIEW)
@require_http_methods(["GET"])
@reads("listed", detail=lambda request: request.GET.dict())
def target_list(request, slug):
    school = school_or_404(request, slug, P.BANK_VIEW)
    what = listing.asked(request, school)
    found = listing.targets(request.user, school, what)
    page = keyset(found, order=listing.TARGETS, request=request, size=PAGE)
    figures = counting.figures_for(request.user, school.pk, page.rows)
    rows = [listing.target_row(entry, figures) for entry in page.rows]
    return shown(request, school, what, page, rows, "targets")


@needs(P.BANK_VIEW)
@require_http_methods(["GET"])
@reads("listed", detail=lambda request: request.GET.dict())
def strategy_list(request, slug):
    school = school_or_404(request, slug, P.BANK_VIEW)
    what = listing.asked(request, school)
    found = listing.strategies(request.user, school, what)
    page = keyset(found, order=listing.STRATEGIES, request=request, size=PAGE)
    rows = [listing.strategy_row(entry) for entry in page.rows]
    return shown(request, school, what, page, rows, "strategies")


def shown(request, school, what, page, rows, kind):
    edits = may(request.user, P.BANK_EDIT, school.pk)
    base = f"/{school.slug}/bank/"
    own = base if kind == "targets" else f"{base}strategies/"
    context = {
        "kind": kind,
        "what": what,
        "page": page,
        "rows": rows,
        "kinds": [
            {"title": "Targets", "url": base, "here": kind == "targets"},
            {"title": "Strategies", "url": f"{base}strategies/", "here": kind == "strategies"},
        ],
        "states": what.tabs(own),
        "years": [(year, YearGroup(year).label) for year in listing.YEARS],
        "may_edit": edits,
        "may_propose": may(request.user, P.BANK_PROPOSE, school.pk),
        "may_install": edits and not rows and not has_starter(school),
        "state_words": listing.STATES[what.show],
        **links(request, school.pk, f"{own}as/"),
    }
    template = "bank/partials/_list.html" if request.htmx else "bank/list.html"
    return render(request, template, context)


@needs(P.BANK_EDIT)
@require_http_methods(["POST"])
def put_starter_in(request, slug):
    school = school_or_404(request, slug, P.BANK_EDIT)
    if count := services.install_starter(school, by=request.user):
        messages.success(request, f"{count} targets and strategies are in your bank.")
    else:
        messages.info(request, "The starter set was put in before. Nothing was added.")
    return redirect("bank:targets", school.slug)
