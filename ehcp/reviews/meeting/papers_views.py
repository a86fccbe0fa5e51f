"""The papers of a meeting as PDF."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from ehcp.reviews.meeting import finding, papers
from pupils.profile.views.profiles import answered
from sendcase.pdf import PdfFailed


@needs(P.EHC_VIEW)
@require_GET
@reads("printed")
def agenda(request, pk):
    """?size=large for large print."""
    row = finding.readable(request, pk)
    large = request.GET.get("size") == papers.LARGE
    return paper(request, row, "agenda", lambda: papers.agenda_pdf(row, large=large))


@needs(P.EHC_VIEW)
@require_GET
@reads("printed")
def questions(request, pk, whose):
    if whose not in (papers.CHILD, papers.FAMILY):
        raise Http404
    row = finding.readable(request, pk)
    return paper(request, row, f"questions-{whose}", lambda: papers.questions_pdf(row, whose))


def paper(request, row, name, make):
    try:
        data = make()
    except PdfFailed:
        context = {"row": row, "pupil": row.pupil}
        return render(request, "ehcp/reviews/meeting/no_paper.html", context, status=503)
    return answered(data, f"review-{name}")
