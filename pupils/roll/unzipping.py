"""Whether a workbook may be opened at all: decided from its parts, before any is read as a sheet.

A workbook is a zip file of XML parts. Refused by name: locked ones, older kinds, programs in it,
parts that reach elsewhere, and bombs (few bytes that unpack to very many).
"""

import io
import zipfile
import zlib
from xml.etree.ElementTree import ParseError

from defusedxml import DTDForbidden
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse

from pupils.roll.reading import Refused

ZIP, OLE = (b"PK\x03\x04", b"PK\x05\x06"), b"\xd0\xcf\x11\xe0"
USUAL = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # no spreadsheet program writes another
MOST_PARTS = 2_000
MOST_UNPACKED = 100 * 1024 * 1024
MOST_OF_ONE = 60 * 1024 * 1024
MOST_RATIO = 150  # a sheet of one value repeated reaches about 60
SMALL = 1024 * 1024  # the ratio of what unpacks to less harms nobody
MOST_STRINGS = 1_000_000

LOCKED = "This workbook is locked with a password. Save it without one and choose it again."
OLD = "This is an older Excel file (.xls). Save it as .xlsx or as CSV and choose it again."
NO_WORKBOOK = "This is a zip file, but no Excel workbook. Save the list as .xlsx or as CSV."
DAMAGED = "This workbook is damaged. Open it in your spreadsheet program and save it again."
TOO_LARGE = "This workbook unpacks to far more than a list holds. Save the list as CSV."
MACROS = "This workbook holds a program (macros). Save it as .xlsx without them, or as CSV."
REACHES = (
    "This workbook takes cells from another file or place. Save the list alone as .xlsx, or as CSV."
)
DTD = "This workbook holds a part that no spreadsheet program writes (DTD). Save it again."

# What the name of a part gives away.
PROGRAMS = ("vbaproject", "vbadata", "xl/macrosheets/", "activex", "xl/embeddings/", "customui/")
OUTSIDE = ("xl/externallinks/", "xl/connections.xml", "xl/querytables/", "xl/webextensions/")
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".bin")  # .bin: how it prints
OTHER_KINDS = {
    "xl/workbook.bin": "This is a binary workbook (.xlsb). Save it as .xlsx or as CSV.",
    "content.xml": "This is an OpenDocument file. Save it as .xlsx or as CSV.",
    "word/document.xml": "This is a Word file. Save the list as .xlsx or as CSV.",
}


def check(data: bytes) -> None:
    """Raise Refused where the file is no plain .xlsx workbook of a bearable size."""
    if data.startswith(OLE):
        raise Refused(LOCKED if "EncryptedPackage".encode("utf-16-le") in data else OLD)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            _check_sizes(parts)
            _check_names(parts)
            _check_parts(parts)
    except DTDForbidden as error:
        raise Refused(DTD) from error
    except Refused:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ParseError,
            DefusedXmlException, LookupError, ValueError, OSError) as error:  # fmt: skip
        raise Refused(DAMAGED) from error


def _check_sizes(parts) -> None:
    infos = parts.infolist()
    if len(infos) > MOST_PARTS:
        raise Refused(TOO_LARGE)
    for info in infos:
        if info.flag_bits & 0x1:
            raise Refused(LOCKED)
        if info.compress_type not in USUAL:
            raise Refused(DAMAGED)
        # zipfile never unpacks more than file_size, whatever the part holds.
        dense = info.file_size > SMALL and info.file_size > MOST_RATIO * info.compress_size
        if dense or info.file_size > MOST_OF_ONE:
            raise Refused(TOO_LARGE)
    if sum(info.file_size for info in infos) > MOST_UNPACKED:
        raise Refused(TOO_LARGE)


def _check_names(parts) -> None:
    names = [name.replace("\\", "/").lower() for name in parts.namelist()]
    if len(set(names)) < len(names):
        raise Refused(DAMAGED)
    for name, why in OTHER_KINDS.items():
        if name in names:
            raise Refused(why)
    if "[content_types].xml" not in names or "xl/workbook.xml" not in names:
        raise Refused(NO_WORKBOOK)
    for starts, why in ((PROGRAMS, MACROS), (OUTSIDE, REACHES)):
        if any(start in name for name in names for start in starts):
            raise Refused(why)


def _check_parts(parts) -> None:
    for name in parts.namelist():
        low = name.lower()
        if low == "[content_types].xml" and b"macroenabled" in parts.read(name).lower():
            raise Refused(MACROS)
        if low.endswith(".rels"):
            _check_links(parts.read(name))
        elif not low.endswith((*PICTURES, "/")):
            _check_start(parts, name)
        if low.endswith("sharedstrings.xml") and parts.read(name).count(b"si>") > MOST_STRINGS:
            raise Refused(TOO_LARGE)


def _check_links(text: bytes) -> None:
    """A link a person may click (an e-mail address) is read by nobody; all others reach out."""
    for link in fromstring(text, forbid_dtd=True):
        outside = link.get("TargetMode", "").lower() == "external"
        if outside and not link.get("Type", "").endswith("/hyperlink"):
            raise Refused(REACHES)


def _check_start(parts, name) -> None:
    """A DTD stands before the first element, so reading as far as that finds it."""
    with parts.open(name) as part:
        next(iterparse(part, events=("start",), forbid_dtd=True), None)
