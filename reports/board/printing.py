"""The report as a tagged PDF, from its content alone."""

from django.template.loader import render_to_string

from reports.board import reading
from sendcase.pdf import render_pdf


def html(content: dict, draft: str = "") -> str:
    """draft: what every page says above; "" for what is published."""
    return render_to_string("reports/board/print/report.html", {
        "report": reading.report(content), "on_paper": True, "draft": draft,
    })  # fmt: skip


def pdf(content: dict, draft: str = "") -> bytes:
    """Raises PdfFailed."""
    return render_pdf(html(content, draft))
