"""The chronology of a case: the page, the file, the paper."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from ehcp.packs import chronology, sheets
from pupils.access import pupil_or_404
from pupils.views.sheets import pupil_to_take
from schools.sheets import answer, links, list_file
from sendcase.pages import keyset
from sendcase.pdf import PdfFailed, render_pdf

LONG = "That is more than {:,} lines. Choose a kind or a period, and print again."


@needs(P.EHC_VIEW)
@require_GET
@reads(detail=lambda request: request.GET.dict())
def story(request, pk):
    pupil = pupil_or_404(request, pk, P.EHC_VIEW)
    filters = chronology.Filters.of(request.GET)
    rows = chronology.for_page(request.user, pupil, filters)
    page = keyset(rows, order=chronology.ORDER, request=request)
    of_law = filters.law_lines(request.user, pupil)
    context = {
        "pupil": pupil, "filters": filters, "page": page,
        "rows": [chronology.shown(line) for line in chronology.of_page(page, of_law)],
        "keeps_quiet": any(row.is_untold for row in page.rows),
        **links(request, pupil.school_id, f"{request.path}as/"),
    }  # fmt: skip
    return render(request, "ehcp/packs/chronology.html", context)


@list_file
def story_sheet(request, pk, kind):
    pupil = pupil_to_take(request, pk, P.EHC_VIEW)
    filters = chronology.Filters.of(request.GET)
    rows = chronology.for_paper(request.user, pupil, filters)

    def make(found):
        lines = chronology.merged(found, filters.law_lines(request.user, pupil))
        return chronology.sheet_of(lines, pupil)

    back = reverse("ehc_packs:chronology", args=[pk])
    return answer(request, kind, rows.order_by(*chronology.ORDER), make, back,
                  "to fewer days")  # fmt: skip


@needs(P.EHC_VIEW)
@require_GET
@reads("printed", detail=lambda request: request.GET.dict())
def story_paper(request, pk):
    pupil = pupil_or_404(request, pk, P.EHC_VIEW)
    filters = chronology.Filters.of(request.GET)
    rows = chronology.for_paper(request.user, pupil, filters)
    found = list(rows.order_by(*chronology.ORDER)[: chronology.MOST_PRINTED + 1])
    back = f"{reverse('ehc_packs:chronology', args=[pk])}?{request.GET.urlencode()}"
    if len(found) > chronology.MOST_PRINTED:
        messages.warning(request, LONG.format(chronology.MOST_PRINTED))
        return redirect(back)
    lines = chronology.merged(found, filters.law_lines(request.user, pupil))
    try:
        data = render_pdf(sheets.html(pupil, "What happened when", chronology.blocks(lines)))
    except PdfFailed as failed:
        messages.error(request, f"The paper could not be made. {failed}")
        return redirect(back)
    response = HttpResponse(data, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="chronology-{pk}.pdf"'
    return response
