"""Whether a Word file may be opened at all: decided from its parts, before any is read as text.

Refused by name: locked ones, older kinds, programs in it, parts that reach elsewhere or are other
documents, and bombs (few bytes that unpack to very many).
"""

import io
import zipfile
import zlib
from xml.etree.ElementTree import ParseError

from defusedxml import DTDForbidden
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse

MOST_BYTES = 10 * 1024 * 1024
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
USUAL = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
MOST_PARTS, MOST_UNPACKED = 2_000, 100 * 1024 * 1024
MOST_OF_ONE, MOST_RATIO, SMALL = 30 * 1024 * 1024, 150, 1024 * 1024
PROGRAMS = ("vbaproject", "vbadata", "activex", "word/embeddings/", "customui/")
OTHERS = ("word/afchunk", "word/externallinks/", "word/webextensions/")
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".tiff", ".bmp", ".odttf", ".ttf",
            ".bin")  # fmt: skip
HARMLESS_LINKS = ("/hyperlink",)

LARGE = "This file is larger than 10 MB. Choose a smaller one."
NO_WORD = "This is no Word file (.docx). Open it in Word and save it as .docx."
OLD = "This is an older Word file (.doc), or one with a password. Save it as .docx without one."
DAMAGED = "This Word file is damaged. Open it in Word and save it again."
TOO_LARGE = "This Word file unpacks to far more than a form holds. Save it again without pictures."
MACROS = "This Word file holds a program (macros or a control). Save it as .docx without them."
REACHES = "This Word file takes parts from another file or place. Save it as one plain .docx."


class NotAForm(ValueError):
    """The file cannot be kept. Its text is for the person."""


def check(data: bytes, name: str) -> None:
    """Raise NotAForm where it is no plain .docx of a bearable size."""
    if len(data) > MOST_BYTES:
        raise NotAForm(LARGE)
    if data.startswith(OLE):
        raise NotAForm(OLD)
    if not data.startswith(ZIP) or not name.lower().endswith(".docx"):
        raise NotAForm(NO_WORD)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            _sizes(parts)
            _names(parts)
            _parts(parts)
    except NotAForm:
        raise
    except (DTDForbidden, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ParseError,
            DefusedXmlException, LookupError, ValueError, OSError) as error:  # fmt: skip
        raise NotAForm(DAMAGED) from error


def _sizes(parts) -> None:
    infos = parts.infolist()
    if len(infos) > MOST_PARTS:
        raise NotAForm(TOO_LARGE)
    for info in infos:
        if info.flag_bits & 0x1:
            raise NotAForm(OLD)
        if info.compress_type not in USUAL:
            raise NotAForm(DAMAGED)
        dense = info.file_size > SMALL and info.file_size > MOST_RATIO * info.compress_size
        if dense or info.file_size > MOST_OF_ONE:
            raise NotAForm(TOO_LARGE)
    if sum(info.file_size for info in infos) > MOST_UNPACKED:
        raise NotAForm(TOO_LARGE)


def _names(parts) -> None:
    names = [name.replace("\\", "/").lower() for name in parts.namelist()]
    if len(set(names)) < len(names):
        raise NotAForm(DAMAGED)
    if "[content_types].xml" not in names or "word/document.xml" not in names:
        raise NotAForm(NO_WORD)
    if any(program in name for name in names for program in PROGRAMS):
        raise NotAForm(MACROS)
    if any(name.startswith(other) for name in names for other in OTHERS):
        raise NotAForm(REACHES)


def _parts(parts) -> None:
    for name in parts.namelist():
        low = name.lower()
        if low == "[content_types].xml" and b"macroenabled" in parts.read(name).lower():
            raise NotAForm(MACROS)
        if low.endswith(".rels"):
            _links(parts.read(name))
        elif not low.endswith((*PICTURES, "/")):
            with parts.open(name) as part:  # a DTD stands before the first element
                next(iterparse(part, events=("start",), forbid_dtd=True), None)
    if b"altChunk" in parts.read("word/document.xml"):
        raise NotAForm(REACHES)


def _links(text: bytes) -> None:
    """A link a person may click is read by nobody; all others reach out."""
    for link in fromstring(text, forbid_dtd=True):
        outside = link.get("TargetMode", "").lower() == "external"
        if outside and not link.get("Type", "").endswith(HARMLESS_LINKS):
            raise NotAForm(REACHES)
