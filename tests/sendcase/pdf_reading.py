"""Reading a PDF back: its tags in reading order, its words, what a public checker finds."""

import re
from io import BytesIO

import pypdfium2
from page import validate_pdf_bytes
from pypdf import PdfReader


def opened(data):
    return PdfReader(BytesIO(data))


def words(data):
    return "\n".join(page.extract_text() for page in opened(data).pages)


def flat(data):
    """The words with every run of space made one: line ends are the layout's."""
    return " ".join(words(data).split())


def tags(data):
    """The structure types that carry meaning, in reading order."""
    root = opened(data).root_object["/StructTreeRoot"]
    return [tag for tag in _walk(root["/K"]) if tag not in {"/Span", "/NonStruct"}]


def alternatives(data) -> set[str]:
    """The words that stand for a picture."""
    root = opened(data).root_object["/StructTreeRoot"]
    return {node["/Alt"] for node in _nodes(root["/K"]) if "/Alt" in node}


def _nodes(node):
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from _nodes(child)
    elif isinstance(node, dict):
        yield node
        if "/K" in node:
            yield from _nodes(node["/K"])


def sizes(data) -> set[float]:
    """The sizes of type, in points."""
    found = set()

    def visit(text, matrix, place, font, size):
        if text.strip():
            found.add(round(abs(size * place[3] * matrix[3]), 1))

    for page in opened(data).pages:
        page.extract_text(visitor_text=visit)
    return found


def _walk(node):
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from _walk(child)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node["/S"]
        if "/K" in node:
            yield from _walk(node["/K"])


def faults(data) -> list[str]:
    """What PDF/UA-1 asks and this document does not keep, as the public checker names it."""
    report = validate_pdf_bytes(data, profile="ua1")
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


def picture(data, number: int, dots: int):
    """One page (from 0) as it would be printed. dots: an inch."""
    return pypdfium2.PdfDocument(data)[number].render(scale=dots / 72).to_pil()


_SEQUENCE = re.compile(rb"/(\w+)\n(<<.*?>>)\nBDC\n(.*?)\nEMC", re.DOTALL)
_ACTUAL = re.compile(rb"/ActualText\s*<(\w+)>")
_AT = re.compile(rb"1 0 0 -1 (-?[\d.]+) (-?[\d.]+) Tm")


def sequences(data, number=0) -> list[tuple[str, int | None, float | None, str]]:
    """Marked content of a page as it is drawn: tag, place in the tree, millimetres from the top of
    its first text, and the words that stand for it where its shapes do not say them.
    """
    found = []
    for tag, properties, drawn in _SEQUENCE.findall(
        opened(data).pages[number].get_contents().get_data()
    ):
        place, actual, at = (
            re.search(rb"/MCID (\d+)", properties), _ACTUAL.search(properties), _AT.search(drawn),
        )  # fmt: skip
        said = bytes.fromhex(actual[1].decode()).decode("utf-16") if actual else ""
        top = float(at[2]) * 0.75 / 72 * 25.4 if at else None
        found.append((tag.decode(), int(place[1]) if place else None, top, said))
    return found


def read_aloud(data, number=0) -> list[int]:
    """The places of a page's marked content in the order of the tree."""
    here = opened(data)
    page_object = here.pages[number].indirect_reference.idnum
    return [mcid for node in _nodes(here.root_object["/StructTreeRoot"]["/K"])
            if "/Pg" in node and node.raw_get("/Pg").idnum == page_object
            for mcid in _kids(node) if isinstance(mcid, int)]  # fmt: skip


def _kids(node) -> list:
    kids = node.get("/K", [])
    return kids if isinstance(kids, list) else [kids]
