"""The papers of many letters at once: twenty share a process, two processes side by side."""

from concurrent.futures import ThreadPoolExecutor

from letters import paper
from sendcase.pdf import Behind, PdfFailed, render_many

HALF = 10  # of twenty: two children of the PDF writer work beside each other


def many(letters) -> list[tuple]:
    """(letter, content, its PDF with all that is enclosed, or PdfFailed) of each, in this order."""
    contents = [paper.content_of(letter) for letter in letters]
    behind = [_behind(letter) for letter in letters]
    sheets = [
        paper.sheet(said, images=paper.images_of(letter), behind=_pages(under))
        for letter, said, under in zip(letters, contents, behind, strict=True)
    ]
    fronts = _rendered(sheets)
    rows = zip(letters, contents, behind, fronts, strict=True)
    return [(letter, said, _whole(said, front, under)) for letter, said, under, front in rows]


def _behind(letter) -> Behind | PdfFailed:
    try:
        return Behind.of(paper.papers_behind(letter))
    except PdfFailed as failed:
        return failed


def _pages(behind) -> int:
    return 0 if isinstance(behind, PdfFailed) else behind.pages


def _rendered(sheets) -> list:
    parts = [sheets[at : at + HALF] for at in range(0, len(sheets), HALF)]
    if len(parts) < 2:
        return render_many(sheets)
    with ThreadPoolExecutor(len(parts)) as pool:
        return [made for part in pool.map(render_many, parts) for made in part]


def _whole(content, front, behind):
    for part in (front, behind):
        if isinstance(part, PdfFailed):
            return part
    try:
        return paper.with_behind(content, front, behind)
    except PdfFailed as failed:
        return failed
