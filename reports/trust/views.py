"""The schools of a trust beside each other, for who leads it."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from accounts.access import needs
from accounts.permissions import Permission as P
from audit import log
from pupils.wording import day_text
from reports.board.reading import day_of
from reports.trust import comparing, editions
from schools.access import school_or_404
from sendcase import moment


@needs(P.TRUST_REPORT)
@require_GET
def of_school(request, school):
    """From a school's page of reports to its trust."""
    school = school_or_404(request, school, P.TRUST_REPORT, "trust")
    if school.trust is None:
        raise Http404
    return redirect("trust:page", school.trust.slug)


@needs(P.TRUST_REPORT)
@require_GET
def page(request, slug):
    """It reads no school's cases: only reports that were published and never change. Each stands in
    its own school's log as read.
    """
    trust = get_object_or_404(editions.trusts_of(request.user), slug=slug)
    found = editions.newest(request.user, trust)
    published = [each for each in found if each.content]
    shown = render(request, "reports/trust/page.html", {
        "trust": trust, "today": day_text(moment.today()),
        "schools": [line(each) for each in found],
        "without": [each.school.name for each in found if not each.content],
        "chart": comparing.drawn(published) if len(published) > 1 else "",
        "tables": comparing.tables(published), "sums": comparing.sums(published),
        "together": comparing.TOGETHER,
    })  # fmt: skip
    log.read_many([(each.edition, each.school.pk) for each in published], by=request.user)
    return shown


def line(each: editions.Published) -> dict:
    if each.content is None:
        return {"name": each.school.name, "slug": each.school.slug, "url": ""}
    content = each.content
    return {
        "name": each.school.name, "slug": each.school.slug,
        "url": each.edition.get_absolute_url(), "term": content["term"]["name"],
        "published": day_of(content["published_on"]),
        "counted": day_of(content["figures"]["counted_on"]),
    }  # fmt: skip
