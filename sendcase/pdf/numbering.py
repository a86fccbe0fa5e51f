"""Another "page X of Y" on a page that was made by itself: it lies behind a letter now."""

import re

from pypdf import PageObject, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

# Text in a margin, as WeasyPrint writes it: sizes in CSS pixels (3/4 point), from the top left.
_MARKED = re.compile(rb"/(?:Artifact|Span)\n<<.*?>>\nBDC\n(.*?)\nEMC", re.DOTALL)
_PLACE = re.compile(rb"\n1 0 0 -1 (-?[\d.]+) (-?[\d.]+) Tm\n")
PIXEL = 0.75  # points
MARGIN = 56  # pixels, 15 mm: less than the lowest margin of any paper of ours
STAMP = "/PageNumber"


def renumber(writer: PdfWriter, page: PageObject, stamp: PageObject) -> None:
    """Take the page's own number off, and lay the stamp on it."""
    whole = DecodedStreamObject()
    whole.set_data(b"q\n" + without_number(page) + f"\nQ\nq\n{STAMP} Do\nQ".encode())
    resources = page["/Resources"].get_object().clone(writer, force_duplicate=True)
    drawings = resources.setdefault(NameObject("/XObject"), DictionaryObject()).get_object()
    drawings[NameObject(STAMP)] = writer._add_object(_form(writer, stamp))
    page[NameObject("/Resources")] = resources
    page[NameObject("/Contents")] = writer._add_object(whole.flate_encode())


def without_number(page: PageObject) -> bytes:
    """What is drawn on a page of ours, but for its own "page X of Y". Another page: all of it."""
    width, height = float(page.mediabox.width) / PIXEL, float(page.mediabox.height) / PIXEL

    def kept(found: re.Match) -> bytes:
        place = _PLACE.search(found[1])
        in_corner = place and float(place[1]) > width / 2 and float(place[2]) > height - MARGIN
        return b"" if in_corner else found[0]

    contents = page.get_contents()
    return _MARKED.sub(kept, contents.get_data()) if contents is not None else b""


def _form(writer: PdfWriter, stamp: PageObject):
    """The stamp as one drawing."""
    form = DecodedStreamObject()
    form.set_data(stamp.get_contents().get_data())
    form[NameObject("/Type")] = NameObject("/XObject")
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/BBox")] = stamp.mediabox
    form[NameObject("/Resources")] = stamp["/Resources"].get_object().clone(writer)
    return form.flate_encode()
