"""A paper that somebody brings: a scan or a photo of it, judged by its content and not its name.
Where it was written and not signed, also a Word file or plain text (`written`).

A picture is drawn again, so nothing else rides along. A PDF is kept as it is, but for what a signed
paper never holds: scripts, files inside it, a lock. It is opened as a download, in a sandbox.
"""

import io
import re
import zlib
from dataclasses import dataclass

from PIL import Image, ImageOps

from schools.services.logo import MOST_BYTES, NotALogo, redrawn
from sendcase import word_files

LONGEST_SIDE = 2000  # points of a picture: A4 at 170 dpi, small print can be read
MOST_UNPACKED = 100 * 1024 * 1024
PDF = b"%PDF-"
PACKED = re.compile(rb"/ObjStm\b.{0,600}?\bstream\r?\n", re.DOTALL)
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
# Long names only: a short one comes up by chance among ten million bytes of a scan.
ACTIVE = re.compile(rb"/(?:JavaScript|Rendition|Launch|EmbeddedFiles?|RichMedia)\b|/XFA\s*[\[\d]")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
NO_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffd]")
MARKED_UP = ("<!doctype", "<html", "<?xml", "<svg", "<script", "{\\rtf", "%pdf")
LARGE = "This file is larger than 10 MB. Choose a smaller one."
KIND = "This is not a PDF, JPG or PNG. Scan the paper or take a photo of it."
WRITTEN_KIND = (
    "This is not a PDF, Word file (.docx), JPG, PNG or text file (.txt). Save it as one of these, "
    "or scan the paper."
)
TEXT = "This is not a plain text file. Save the words as a PDF or a Word file, and choose that."
LOCKED = "This PDF is locked. Save it without a password first."
ALIVE = "This PDF holds a program or other files. Print it as a PDF once more, and choose that."
ODD = "We cannot look into this PDF. Print it as a PDF once more, and choose that."


class NotAPaper(ValueError):
    """The file cannot be kept. Its text is for the person."""


@dataclass(frozen=True)
class Paper:
    data: bytes
    media_type: str


def read(upload, *, written=False) -> Paper:
    """What to keep of an uploaded file. written: a Word file (.docx) or plain text (.txt) will do
    as well. Raises NotAPaper.
    """
    data = upload.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise NotAPaper(LARGE)
    name = upload.name.lower()
    if written and name.endswith(".docx"):
        return _word(data, name)
    if written and name.endswith(".txt"):
        return Paper(_text(data), "text/plain")
    if data.startswith(PDF) and name.endswith(".pdf"):
        refuse_pdf(data)
        return Paper(data, "application/pdf")
    if not name.endswith((".jpg", ".jpeg", ".png")):
        raise NotAPaper(WRITTEN_KIND if written else KIND)
    try:
        return Paper(redrawn(data, draw=_as_page), "image/jpeg")
    except NotALogo as refused:
        raise NotAPaper(str(refused)) from refused


def _word(data: bytes, name: str) -> Paper:
    try:
        word_files.check(data, name)
    except word_files.NotPlain as refused:
        raise NotAPaper(str(refused)) from refused
    return Paper(data, WORD)


def _text(data: bytes) -> bytes:
    """As UTF-8, which every program opens. Raises NotAPaper for what is no plain text, or is a page
    or a drawing by another name.
    """
    try:
        text = data.decode("utf-16" if data.startswith(UTF_16) else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if not text.strip() or NO_TEXT.search(text) or text.lstrip().lower().startswith(MARKED_UP):
        raise NotAPaper(TEXT)
    return text.encode()


def refuse_pdf(data: bytes) -> None:
    """Raises NotAPaper for one that is broken off, locked, or does more than be read."""
    if b"%%EOF" not in data[-2048:]:
        raise NotAPaper("This PDF is damaged. Save it again and choose it once more.")
    seen = plain(data)
    if re.search(rb"/Encrypt\b", seen):
        raise NotAPaper(LOCKED)
    if ACTIVE.search(seen) or any(ACTIVE.search(plain(inner)) for inner in unpacked(data)):
        raise NotAPaper(ALIVE)


def plain(data: bytes) -> bytes:
    """With names as they are meant: “/Java#53cript” is “/JavaScript”."""
    return ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), data)


def unpacked(data: bytes):
    """What stands in the packed parts of a PDF where names may hide. Raises NotAPaper."""
    starts = [found.end() for found in PACKED.finditer(data)]
    if len(re.findall(rb"/ObjStm\b", plain(data))) != len(starts):
        raise NotAPaper(ODD)
    left = MOST_UNPACKED
    for start in starts:
        try:
            inner = zlib.decompressobj().decompress(data[start:], left)
        except zlib.error as error:
            raise NotAPaper(ODD) from error
        left -= len(inner)
        if left <= 0:
            raise NotAPaper(ODD)
        yield inner


def _as_page(picture) -> bytes:
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    page = Image.new("RGB", upright.size, "white")
    page.paste(upright, mask=upright.getchannel("A"))
    out = io.BytesIO()
    page.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()
