"""What WeasyPrint leaves open in the tags of a PDF/UA. `begin` once, `finish` for each document.

- What stands in a margin (the foot, the page's number) it marks as text of elements that hang in
  no tree. In PDF 1.7 such things are artifacts: a screen reader passes over them.
- The space between entries of a list that stand side by side hangs in the list as if it were one.
- Words in another language than the document's do not say so.
- In scripts whose letters change shape or order, what a reader gets back from the shapes is not
  what was written: the words are given as they were, beside the shapes.
- A shape that stands for a part of a letter has an empty place in the table of letters; that is
  against the rules, so it stands for a space without width.
"""

from contextlib import contextmanager

import pydyf
from weasyprint.pdf.stream import Stream

_FIRST_SHAPED, _LAST_SHAPED = "\u0590", "\u1cff"  # Hebrew and Arabic to the scripts of South Asia
_UNSAID = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))  # they turn the writing's direction


def begin() -> None:
    """From now on each piece of text says its language and, where shapes hide it, its words."""
    if Stream.marked is not _marked:
        Stream.marked = _marked


_original = Stream.marked


@contextmanager
def _marked(self, box, tag):
    with _original(self, box, tag):
        text = getattr(box, "text", "")
        if self._tags is not None and text:
            properties = self.stream[-2]  # of the sequence that began just now
            if lang := box.style["lang"]:
                properties["Lang"] = pydyf.String(lang)
            if any(_FIRST_SHAPED <= letter <= _LAST_SHAPED for letter in text):
                properties["ActualText"] = pydyf.String(text.translate(_UNSAID))
        yield


def finish(document, pdf: pydyf.PDF) -> None:
    """WeasyPrint's finisher: called before the PDF is written."""
    tree = _Tree(pdf)
    language = pdf.catalog["Lang"].string
    for number, reference in enumerate(pdf.page_references):
        kept = tree.marked.get(reference, set())
        stream = tree.of(tree.of(reference)["Contents"]).stream
        for at, item in enumerate(stream):
            if not isinstance(item, pydyf.Dictionary) or "MCID" not in item:
                continue
            if "Lang" in item and item["Lang"].string == language:
                del item["Lang"]
            if item["MCID"] not in kept:
                stream[at - 1] = "/Artifact"
                stream[at] = _artifact(item)
        tree.forget(number, kept)
    tree.drop_loose()
    _fill_tables_of_letters(pdf)


def _artifact(properties: pydyf.Dictionary) -> pydyf.Dictionary:
    """Of what was marked as text: it keeps its words."""
    kept = {name: value for name, value in properties.items() if name != "MCID"}
    return pydyf.Dictionary({"Type": "/Pagination"} | kept)


def _fill_tables_of_letters(pdf) -> None:
    for each in pdf.objects:
        if isinstance(each, pydyf.Stream) and b"begincmap" in each.stream[:3]:
            each.stream[:] = [
                line[:-2] + b"<200b>" if line.endswith(b"> <>") else line for line in each.stream
            ]


class _Tree:
    """The structure tree. marked: {page: numbers of the marked content that hang in it}."""

    def __init__(self, pdf: pydyf.PDF):
        self.pdf = pdf
        self.by_reference = {each.reference: each for each in pdf.objects}
        self.root = self.of(pdf.catalog["StructTreeRoot"])
        self.marked: dict[bytes, set[int]] = {}
        self.reached: set[int] = set()
        waiting = [self.of(kid) for kid in self.root["K"]]
        while waiting:
            element = waiting.pop()
            if "S" not in element:  # points at the frame of a link: nothing hangs below it
                self.reached.add(element.number)
                continue
            if element["S"] == "/L":
                element["K"][:] = [kid for kid in element["K"] if not self.is_space(kid)]
            self.reached.add(element.number)
            for kid in element.get("K", ()):
                if isinstance(kid, int):
                    self.marked.setdefault(element["Pg"], set()).add(kid)
                else:
                    waiting.append(self.of(kid))

    def is_space(self, kid) -> bool:
        """Between the entries of a list that stand side by side."""
        return self.of(kid).get("S") == "/Span"

    def of(self, reference: bytes):
        return self.by_reference[reference]

    def forget(self, number: int, kept: set[int]) -> None:
        """In the page's row of the parent tree: nothing is whose element went."""
        places = self.of(self.root["ParentTree"])["Nums"]
        row = places[places.index(number) + 1]
        row[:] = [each if at in kept else b"null" for at, each in enumerate(row)]

    def drop_loose(self) -> None:
        for each in self.pdf.objects:
            is_element = isinstance(each, pydyf.Dictionary) and each.get("Type") == "/StructElem"
            if is_element and each.number not in self.reached:
                each.free = "f"
