"""The head's page on one A4."""

from django.template.loader import render_to_string

from sendcase.pdf import render_pdf


def html(school, parts, summary: str, printed: str) -> str:
    context = {"school": school, "parts": parts, "summary": summary, "printed": printed}
    return render_to_string("reports/head/print/page.html", context)


def pdf(*given) -> bytes:
    """Raises PdfFailed."""
    return render_pdf(html(*given))
