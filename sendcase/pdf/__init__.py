"""The one module that makes PDFs. It never goes online and never reads a file but its own assets.

The application asks (client); a warm single-threaded process (parent) forks a child per question,
and the child renders under limits (render). See docs/decisions/pdf.md.
"""

from sendcase.pdf.behind import Behind, Numbers, put_behind
from sendcase.pdf.client import render_many, render_pdf, render_sheet
from sendcase.pdf.failed import PdfFailed
from sendcase.pdf.sheet import Sheet


def join(documents: list[bytes]) -> bytes:
    """One PDF with title and language of the first. Raises PdfFailed where one cannot be read."""
    # pypdf takes 20 MB: a process that joins nothing does without it.
    from sendcase.pdf.joining import join as joined

    return joined(documents)


def page_count(document: bytes) -> int:
    """How many pages a PDF of ours has."""
    from sendcase.pdf.joining import pages_of

    return pages_of(document)


__all__ = [
    "Behind", "Numbers", "PdfFailed", "Sheet", "join", "page_count", "put_behind", "render_many",
    "render_pdf", "render_sheet",
]  # fmt: skip
