"""Beginning a document, its page, its text to read, what was published before."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import may, needs, require
from accounts.permissions import Permission as P
from pupils.documents import SANDBOX
from reports.public import content, deadlines, outlines, printing, reading, services, showing
from reports.public.models import PublicDocument, PublicVersion
from reports.public.views.finding import document_or_404
from schools.access import school_by_id, school_or_404
from sendcase.pdf import PdfFailed


@needs(P.PUBLIC_DOC_VIEW)
@require_http_methods(["GET", "POST"])
def start(request, school, outline):
    """The document of this kind; before there is one, what it is and a button that begins it."""
    school = school_or_404(request, school, P.PUBLIC_DOC_VIEW)
    mine = PublicDocument.objects.visible_to(request.user)
    there = mine.filter(school=school, outline=outline).first()
    if request.method == "POST":
        require(request.user, P.PUBLIC_DOC_EDIT, school_id=school.pk)
        return redirect(services.begin(school=school, outline=outline, by=request.user))
    if there is not None:
        return redirect(there)
    context = {
        "about": outlines.read(outline),
        "may_begin": may(request.user, P.PUBLIC_DOC_EDIT, school.pk),
    }
    return render(request, "reports/public/start.html", context)


@needs(P.PUBLIC_DOC_VIEW)
@require_GET
def due(request, pk):
    """From the line on Today, which knows the school, to what is to be begun there."""
    school = school_by_id(request.user, pk)
    school_or_404(request, school.slug, P.PUBLIC_DOC_VIEW)
    found = deadlines.to_begin(pk)
    return redirect(f"public:{found[0].key}" if found else "reports:index", school.slug)


@needs(P.PUBLIC_DOC_VIEW)
@require_GET
def page(request, pk):
    document = document_or_404(request, pk)
    return render(request, "reports/public/page.html", showing.page(request.user, document))


@needs(P.PUBLIC_DOC_VIEW)
@require_GET
def read(request, pk):
    """As it would be published."""
    document = document_or_404(request, pk)
    value = reading.value_of(document)
    context = {"document": document, "value": content.for_reading(value)}
    return render(request, "reports/public/read.html", context)


@needs(P.PUBLIC_DOC_VIEW)
@require_GET
def draft_pdf(request, pk):
    document = document_or_404(request, pk)
    words = "Draft, not published"
    try:
        data = printing.pdf(reading.value_of(document), document.school, state_words=words)
    except PdfFailed:
        return render(request, "reports/public/no_paper.html", {"document": document}, status=503)
    return paper(data, f"{document.school.slug}-{document.outline}-draft")


def paper(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(bytes(data), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response.headers["Content-Security-Policy"] = SANDBOX
    return response


@needs(P.PUBLIC_DOC_VIEW)
@require_GET
def version(request, pk, number):
    """One that was published, as it was."""
    document, row = version_or_404(request, pk, number)
    context = {"document": document, "version": row,
               "value": content.for_reading(content.frozen(row))}  # fmt: skip
    return render(request, "reports/public/version.html", context)


@needs(P.PUBLIC_DOC_VIEW)
@require_GET
def version_pdf(request, pk, number):
    document, row = version_or_404(request, pk, number)
    return paper(row.document.data, f"{document.school.slug}-{document.outline}-{number}")


def version_or_404(request, pk, number):
    document = document_or_404(request, pk)
    rows = PublicVersion.objects.visible_to(request.user).select_related("document")
    return document, get_object_or_404(rows, of=document, number=number)
