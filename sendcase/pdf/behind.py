"""Papers behind a letter: joined to it, and counted on in "page X of Y"."""

from dataclasses import dataclass
from functools import lru_cache
from html import escape

from sendcase.pdf.client import render_pdf

_PAGE = """<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Pages</title>
<meta name="page-of" content="{page_of}"><link rel="stylesheet" href="asset:print.css">
<link rel="stylesheet" href="asset:numbers.css"></head><body>{pages}</body></html>"""


@dataclass(frozen=True)
class Behind:
    """PDFs in their order, and of each of their pages whether it is "wide" or "tall"."""

    papers: list[bytes]
    shapes: tuple[str, ...]

    @classmethod
    def of(cls, papers: list[bytes]) -> "Behind":
        """Raises PdfFailed where one cannot be read."""
        if not papers:
            return cls([], ())
        shapes_of = _attaching().shapes_of
        return cls(papers, tuple(shape for each in papers for shape in shapes_of(each)))

    @property
    def pages(self) -> int:
        return len(self.shapes)


@dataclass(frozen=True)
class Numbers:
    """How pages are numbered: page_of "Page {page} of {pages}", in the language lang."""

    page_of: str
    lang: str
    is_large: bool = False


def put_behind(front: bytes, behind: Behind, numbers: Numbers) -> bytes:
    """One PDF, its pages counted through; `front` was made knowing how many follow.

    Raises PdfFailed.
    """
    if not behind.papers:
        return front
    before = _attaching().pages_of(front)
    return _attaching().attach([front, *behind.papers], _numbers(numbers, before, behind.shapes))


@lru_cache(maxsize=64)
def _numbers(numbers: Numbers, before: int, shapes: tuple[str, ...]) -> bytes:
    """Nothing but the numbers. The same for all letters of a batch with as many pages."""
    kinds = ["tall"] * before + ["big" if numbers.is_large else each for each in shapes]
    pages = "".join(f'<div class="{kind}"></div>' for kind in kinds)
    return render_pdf(_PAGE.format(lang=numbers.lang, page_of=escape(numbers.page_of), pages=pages))


def _attaching():
    """pypdf takes 20 MB: a process that joins nothing does without it."""
    from sendcase.pdf import attaching

    return attaching
