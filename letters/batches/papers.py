"""The papers of many letters at once: twenty share a process, two processes side by side."""

from concurrent.futures import ThreadPoolExecutor

from letters import paper
from pupils import documents
from sendcase.pdf import PdfFailed, Sheet, join, page_count, render_many

HALF = 10  # of twenty: two children of the PDF writer work beside each other


def many(letters) -> list[tuple]:
    """(letter, content, its PDF with all that is enclosed, or PdfFailed) of each, in this order.

    On one page where a smaller size can do that, as paper.letter_pdf does for one.
    """
    contents = [paper.content_of(letter) for letter in letters]
    fronts: dict[int, bytes | PdfFailed] = {}
    todo = list(range(len(letters)))
    for size in paper.SIZES:
        sheets = [_sheet(letters[n], contents[n], size) for n in todo]
        fronts |= dict(zip(todo, _rendered(sheets), strict=True))
        todo = [n for n in todo if _is_long(fronts[n], contents[n])]
        if not todo:
            break
    pairs = zip(letters, contents, strict=True)
    return [(each, said, _whole(each, fronts[n])) for n, (each, said) in enumerate(pairs)]


def _sheet(letter, content, size) -> Sheet:
    images = paper.images_of(letter)
    return Sheet(paper.html(content, size=size, images=images), images)


def _rendered(sheets) -> list:
    parts = [sheets[at : at + HALF] for at in range(0, len(sheets), HALF)]
    if len(parts) < 2:
        return render_many(sheets)
    with ThreadPoolExecutor(len(parts)) as pool:
        return [made for part in pool.map(render_many, parts) for made in part]


def _is_long(front, content) -> bool:
    made = not isinstance(front, PdfFailed)
    return made and not content["large"] and page_count(front) > 1


def _whole(letter, front):
    if isinstance(front, PdfFailed):
        return front
    behind = [documents.content(row) for row in sorted(letter.attachments.all(), key=_number)]
    try:
        return join([front, *behind]) if behind else front
    except PdfFailed as failed:
        return failed


def _number(row) -> int:
    return row.pk
