"""The head's page on one A4."""

from django.template.loader import render_to_string

from sendcase.pdf import render_pdf

FULL = 40  # lines on paper; with more the letters are smaller, so that one page holds them
LETTERS = 110  # in a line


def is_full(parts) -> bool:
    """Whether it would run over one page."""
    words = [line.words + line.word for each in parts for line in each.lines]
    return sum(1 + len(each) // LETTERS for each in words) > FULL


def html(school, parts, summary: str, printed: str) -> str:
    context = {"school": school, "parts": parts, "summary": summary, "printed": printed,
               "is_full": is_full(parts)}  # fmt: skip
    return render_to_string("reports/head/print/page.html", context)


def pdf(*given) -> bytes:
    """Raises PdfFailed."""
    return render_pdf(html(*given))
