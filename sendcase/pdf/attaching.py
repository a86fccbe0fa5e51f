"""Putting papers behind a letter: tags kept, pages counted through (joining piles whole letters).

pypdf copies pages but leaves the structure tree behind, and each document counts its pages'
places in that tree from 0: the trees are grafted here and the places counted on.
"""

from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NullObject,
    NumberObject,
)

from sendcase.pdf.failed import PdfFailed
from sendcase.pdf.joining import pages_of  # noqa: F401 - asked where this is loaded anyway
from sendcase.pdf.naming import keep_names_apart
from sendcase.pdf.numbering import renumber

ROOT, PLACES, TREE = "/StructTreeRoot", "/Nums", "/ParentTree"


def attach(documents: list[bytes], numbers: bytes) -> bytes:
    """One PDF with title and language of the first. Raises PdfFailed where one cannot be read.

    numbers: a PDF of as many pages as the whole, with nothing on them but "page X of Y"; on the
    pages of all but the first document they take the place of the numbers that are there.
    """
    try:
        first, *others = [PdfReader(BytesIO(data)) for data in documents]
        writer = PdfWriter(clone_from=first)
        stamps = PdfReader(BytesIO(numbers)).pages
        for reader in others:
            _append(writer, reader, stamps)
        result = BytesIO()
        writer.write(result)
        return result.getvalue()
    except (PyPdfError, KeyError, ValueError) as error:
        raise PdfFailed("One of the documents to be joined cannot be read.") from error


def shapes_of(document: bytes) -> list[str]:
    """Of each page: "wide" or "tall". Raises PdfFailed where it cannot be read."""
    try:
        boxes = [page.mediabox for page in PdfReader(BytesIO(document)).pages]
        return ["wide" if box.width > box.height else "tall" for box in boxes]
    except (PyPdfError, KeyError, ValueError) as error:
        raise PdfFailed("One of the documents to be joined cannot be read.") from error


def _append(writer: PdfWriter, reader: PdfReader, stamps) -> None:
    start = len(writer.pages)
    writer.append(reader, import_outline=True)
    copies = writer.pages[start:]
    if ROOT in reader.root_object and ROOT in writer.root_object:
        _graft(writer, reader, list(zip(reader.pages, copies, strict=True)))
    for page, stamp in zip(copies, stamps[start:], strict=False):
        renumber(writer, page, stamp)


def _graft(writer: PdfWriter, reader: PdfReader, pages) -> None:
    """Hang the other tree under ours; the pages were copied, so its elements find them."""
    ours = writer.root_object[ROOT]
    theirs = reader.root_object[ROOT].clone(writer, ignore_fields=("/P",))
    offset = _next_place(ours)
    hung = set()
    for element in theirs["/K"]:
        ours["/K"].append(element)
        _hang(element, ours.indirect_reference, f"{offset}-", hung)
    for before, after in pages:
        _place(after, "/StructParents", before, offset)
        olds, news = before.get("/Annots", []), after.get("/Annots", [])
        for old, new in zip(olds, news, strict=True):
            _place(new.get_object(), "/StructParent", old.get_object(), offset)
    places = theirs[TREE][PLACES]
    for key, value in zip(places[::2], places[1::2], strict=True):
        ours[TREE][PLACES].extend([NumberObject(int(key) + offset), _without_loose(value, hung)])


def _hang(reference, parent, prefix: str, hung: set[int]) -> None:
    """Say to the element and all below it who is above."""
    element = reference.get_object()
    hung.add(reference.idnum)
    element[NameObject("/P")] = parent
    keep_names_apart(element, prefix)
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        below = kid.get_object()
        if isinstance(below, DictionaryObject) and "/S" in below:
            _hang(kid, reference, prefix, hung)


def _without_loose(value, hung: set[int]):
    """Papers made before margins were artifacts have elements that hang nowhere."""
    row = value.get_object()
    if not isinstance(row, list):
        return value
    return ArrayObject(
        each if getattr(each, "idnum", None) in hung else NullObject() for each in row
    )


def _next_place(root: DictionaryObject) -> int:
    return max((int(key) for key in root[TREE][PLACES][::2]), default=-1) + 1


def _place(copy: DictionaryObject, name: str, original: DictionaryObject, offset: int) -> None:
    """pypdf leaves this number behind when it copies."""
    if name in original:
        copy[NameObject(name)] = NumberObject(int(original[name]) + offset)
