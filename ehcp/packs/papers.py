"""A paper as it is bound: a PDF of ours, one from elsewhere, a picture drawn again on a page."""

import io

from django.template.loader import render_to_string
from PIL import Image, ImageOps

from ehcp.packs.items import Item
from pupils import documents
from schools.services.logo import NotALogo, redrawn
from sendcase.pdf import PdfFailed, render_pdf
from sendcase.pdf.binding import Binder, Piece

LONGEST_SIDE = 1600  # points: 200 to the inch on A4
CHANGED = "The file is not there as it was stored. Tell the person who looks after this site."
NO_PAGE = "This kind of file cannot be bound into a PDF. Save it as a PDF and add that."
WORD = "A Word file cannot be bound into a PDF. Save it as a PDF and add that."


def take(binder: Binder, item: Item) -> Piece:
    """Raises PdfFailed, saying to the person why this one cannot be bound."""
    if item.pdf is not None:
        return binder.take(item.pdf(), ours=True)
    document = item.document
    if document.media_type == "application/pdf":
        return binder.take(_content(document), ours=item.ours)
    if document.media_type.startswith("image/"):
        return binder.take(_picture(item, _content(document)), ours=True)
    raise PdfFailed(WORD if "word" in document.media_type else NO_PAGE)


def _content(document) -> bytes:
    try:
        return documents.content(document)
    except (OSError, ValueError) as error:
        raise PdfFailed(CHANGED) from error


def _picture(item: Item, data: bytes) -> bytes:
    try:
        drawn = redrawn(data, draw=_as_page)
    except NotALogo as refused:
        raise PdfFailed(str(refused)) from refused
    pupil = item.document.pupil
    context = {"title": item.title, "pupil": pupil, "school": pupil.school}
    return render_pdf(render_to_string("ehcp/packs/print/picture.html", context),
                      {"picture": drawn})  # fmt: skip


def _as_page(picture) -> bytes:
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    page = Image.new("RGB", upright.size, "white")
    page.paste(upright, mask=upright.getchannel("A"))
    out = io.BytesIO()
    page.save(out, "JPEG", quality=80)
    return out.getvalue()
