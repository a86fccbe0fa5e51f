"""Putting PDFs behind one another without losing their tags.

pypdf copies pages but leaves the structure tree behind, and each document counts its pages'
places in that tree from 0: the trees are grafted here and the places counted on.
"""

from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject, NameObject, NumberObject

from sendcase.pdf.failed import PdfFailed

ROOT, PLACES, TREE = "/StructTreeRoot", "/Nums", "/ParentTree"


def join(documents: list[bytes]) -> bytes:
    """One PDF with title and language of the first. Raises PdfFailed where one cannot be read."""
    try:
        first, *others = [PdfReader(BytesIO(data)) for data in documents]
        if not others:
            return documents[0]
        writer = PdfWriter(clone_from=first)
        for reader in others:
            _append(writer, reader)
        result = BytesIO()
        writer.write(result)
        return result.getvalue()
    except (PyPdfError, KeyError, ValueError) as error:
        raise PdfFailed("One of the documents to be joined cannot be read.") from error


def pages_of(document: bytes) -> int:
    return len(PdfReader(BytesIO(document)).pages)


def _append(writer: PdfWriter, reader: PdfReader) -> None:
    start = len(writer.pages)
    writer.append(reader, import_outline=True)
    if ROOT in reader.root_object and ROOT in writer.root_object:
        pages = list(zip(reader.pages, writer.pages[start:], strict=True))
        _graft(writer, reader, pages)


def _graft(writer: PdfWriter, reader: PdfReader, pages) -> None:
    """Hang the other tree under ours; the pages were copied, so its elements find them."""
    ours = writer.root_object[ROOT]
    theirs = reader.root_object[ROOT].clone(writer, ignore_fields=("/P",))
    offset = _next_place(ours)
    for element in theirs["/K"]:
        element.get_object()[NameObject("/P")] = ours.indirect_reference
        ours["/K"].append(element)
    for before, after in pages:
        _place(after, "/StructParents", before, offset)
        olds, news = before.get("/Annots", []), after.get("/Annots", [])
        for old, new in zip(olds, news, strict=True):
            _place(new.get_object(), "/StructParent", old.get_object(), offset)
    places = theirs[TREE][PLACES]
    for key, value in zip(places[::2], places[1::2], strict=True):
        ours[TREE][PLACES].extend([NumberObject(int(key) + offset), value])


def _next_place(root: DictionaryObject) -> int:
    return max((int(key) for key in root[TREE][PLACES][::2]), default=-1) + 1


def _place(copy: DictionaryObject, name: str, original: DictionaryObject, offset: int) -> None:
    """pypdf leaves this number behind when it copies."""
    if name in original:
        copy[NameObject(name)] = NumberObject(int(original[name]) + offset)
