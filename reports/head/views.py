"""The head's one page, on screen and on paper."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import needs
from accounts.permissions import Permission as P
from accounts.reauth import confirm_password
from audit.reads import reads
from pupils.wording import day_text
from reports.head import page as reading
from reports.head import printing
from schools.access import school_or_404
from sendcase import moment
from sendcase.pdf import PdfFailed

PAPER_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


def asked(request) -> dict:
    return {"list": "head"}


@needs(P.HEAD_REPORT)
@require_GET
@reads("listed", detail=asked)
def page(request, school):
    school = school_or_404(request, school, P.HEAD_REPORT, "policy")
    found = reading.read(request.user, school)
    return render(request, "reports/head/page.html", {
        "parts": found.parts, "summary": found.first, "today": day_text(moment.today()),
    })  # fmt: skip


@needs(P.HEAD_REPORT)
@require_GET
@confirm_password
@reads("printed", detail=asked)
def paper(request, school):
    school = school_or_404(request, school, P.HEAD_REPORT, "policy")
    found = reading.read(request.user, school)
    try:
        data = printing.pdf(school, found.parts, found.first, day_text(moment.today()))
    except PdfFailed:
        return render(request, "reports/head/no_paper.html", status=503)
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="head-page.pdf"'
    response["Content-Security-Policy"] = PAPER_POLICY
    return response
