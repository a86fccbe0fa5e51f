"""What everybody reads, without signing in: the published words only. No cookie, no child."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import public
from reports.public import content, outlines, reading
from reports.public.views.page import paper
from schools.models import Logo

MINUTES = 5
CACHE = f"public, max-age={MINUTES * 60}"  # a document taken down is gone everywhere by then


def published_or_404(school, document):
    """404 for a school there is not and one that published nothing: they look the same."""
    version = reading.published(school, document) if document in outlines.KEYS else None
    if version is None:
        raise Http404
    return version


def cached(response) -> HttpResponse:
    response.headers["Cache-Control"] = CACHE
    return response


@public
@require_safe
def page(request, school, document):
    version = published_or_404(school, document)
    context = {
        "value": content.for_reading(content.frozen(version)), "of": version.school,
        "document": document, "has_logo": Logo.objects.filter(school=version.school).exists(),
    }  # fmt: skip
    return cached(render(request, "reports/public/open.html", context))


@public
@require_safe
def pdf(request, school, document):
    """The very file that was frozen."""
    version = published_or_404(school, document)
    return cached(paper(version.document.data, f"{school}-{document}"))


@public
@require_safe
def logo(request, school):
    """Only of a school that has something on its website here."""
    row = reading.logo_outside(school)
    if row is None:
        raise Http404
    return cached(HttpResponse(bytes(row.png), content_type="image/png"))
