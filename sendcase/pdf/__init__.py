"""The one module that makes PDFs. It never goes online and never reads a file but its own assets.

The application asks (client); a warm single-threaded process (parent) forks a child per question,
and the child renders under limits (render). See docs/decisions/pdf.md.
"""

from sendcase.pdf.client import render_many, render_pdf
from sendcase.pdf.failed import PdfFailed
from sendcase.pdf.joining import join
from sendcase.pdf.sheet import Sheet

__all__ = ["PdfFailed", "Sheet", "join", "render_many", "render_pdf"]
