"""The map on paper: ten children on one A4, sixty on at most four A3."""

from django.template.loader import render_to_string

from provision.map import showing
from sendcase.pdf import render_pdf

MOST_ON_A4 = 10
SIZES = {"a4": "A4", "a3": "A3"}


def size_for(children: int, asked: str = "") -> str:
    return asked if asked in SIZES else "a4" if children <= MOST_ON_A4 else "a3"


def pdf(*, school, term, runs, size: str, printed: str, about: str) -> bytes:
    """size: "a4" or "a3", both landscape. Raises PdfFailed."""
    grid = showing.paper_of(runs)
    context = {
        "school": school, "term": term, "grid": grid, "printed": printed, "about": about,
        "size": size_for(len(grid["rows"]), size),
    }  # fmt: skip
    return render_pdf(render_to_string("provision/map/print.html", context))
