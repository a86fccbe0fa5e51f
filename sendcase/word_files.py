"""Whether a Word file may be opened at all: decided from what its parts are, by their types, the
types of the links to them and their first bytes. What a part is called proves nothing.

Refused: locked ones, older kinds, programs in it, parts and fields that reach elsewhere or are
other documents, and bombs (few bytes that unpack to very many).
"""

import io
import re
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
# What a part is, by its type and by the type of the link to it; its name may say anything.
PROGRAM_TYPES = ("macroenabled", "vbaproject", "vbadata", "activex", "controlproperties",
                 "keymapcustomizations", "attachedtoolbars")  # fmt: skip
PROGRAM_LINKS = ("/vbaproject", "/wordvbadata", "/control", "/activexcontrolbinary",
                 "/keymapcustomizations", "/attachedtoolbars", "/extensibility",
                 "/webextension", "/webextensiontaskpanes", "/taskpanes")  # fmt: skip
OTHER_TYPES = ("oleobject", "officedocument.package", "spreadsheetml.sheet", "presentationml",
               "text/html", "message/rfc822", "application/rtf",
               "application/xhtml")  # fmt: skip
OTHER_LINKS = ("/oleobject", "/package", "/afchunk", "/attachedtemplate", "/subdocument",
               "/externallink", "/externallinkpath", "/frame")  # fmt: skip
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
HARMLESS_LINKS = ("/hyperlink",)
# Where a link that a person clicks may lead; others open a file of somebody's, or start a program.
PLAIN_ADDRESSES = ("http://", "https://", "mailto:", "tel:", "www.", "#")
VML = "{urn:schemas-microsoft-com:vml}"
# What a file begins with: other documents and programs, whatever they are called.
BEGINS_OTHER, BEGINS_PROGRAM = (ZIP, b"{\\rtf", b"%PDF"), (OLE, b"MZ", b"\x7fELF")
# Fields of Word that fetch from elsewhere, or run something.
FETCHES = {"DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "LINK", "IMPORT", "DATABASE", "RD",
           "MACROBUTTON"}  # fmt: skip

LARGE = "This file is larger than 10 MB. Choose a smaller one."
NO_WORD = "This is no Word file (.docx). Open it in Word and save it as .docx."
OLD = "This is an older Word file (.doc), or one with a password. Save it as .docx without one."
DAMAGED = "This Word file is damaged. Open it in Word and save it again."
TOO_LARGE = "This Word file unpacks to far more than a paper holds. Save it again without pictures."
MACROS = "This Word file holds a program (macros or a control). Save it as .docx without them."
ODD_LINK = (
    "A link in this Word file opens a file or starts a program. Take it out (right click, Remove "
    "Hyperlink) and save the file again."
)
REACHES = "This Word file takes parts from another file or place. Save it as one plain .docx."


class NotPlain(ValueError):
    """The file cannot be kept. Its text is for the person."""


def check(data: bytes, name: str) -> None:
    """Raise NotPlain where it is no plain .docx of a bearable size."""
    if len(data) > MOST_BYTES:
        raise NotPlain(LARGE)
    if data.startswith(OLE):
        raise NotPlain(OLD)
    if not data.startswith(ZIP) or not name.lower().endswith(".docx"):
        raise NotPlain(NO_WORD)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            _sizes(parts)
            _names(parts)
            _parts(parts)
    except NotPlain:
        raise
    except (DTDForbidden, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ParseError,
            DefusedXmlException, LookupError, ValueError, OSError) as error:  # fmt: skip
        raise NotPlain(DAMAGED) from error


def _sizes(parts) -> None:
    infos = parts.infolist()
    if len(infos) > MOST_PARTS:
        raise NotPlain(TOO_LARGE)
    for info in infos:
        if info.flag_bits & 0x1:
            raise NotPlain(OLD)
        if info.compress_type not in USUAL:
            raise NotPlain(DAMAGED)
        dense = info.file_size > SMALL and info.file_size > MOST_RATIO * info.compress_size
        if dense or info.file_size > MOST_OF_ONE:
            raise NotPlain(TOO_LARGE)
    if sum(info.file_size for info in infos) > MOST_UNPACKED:
        raise NotPlain(TOO_LARGE)


def _names(parts) -> None:
    names = [name.replace("\\", "/").lower() for name in parts.namelist()]
    if len(set(names)) < len(names):
        raise NotPlain(DAMAGED)
    if "[content_types].xml" not in names or "word/document.xml" not in names:
        raise NotPlain(NO_WORD)


def _parts(parts) -> None:
    types = _types(parts)
    if types.get("/word/document.xml") != MAIN:
        raise NotPlain(MACROS if "macroenabled" in str(types).lower() else NO_WORD)
    for name in parts.namelist():
        if name.endswith("/"):
            continue
        start = _start(parts, name)
        if start.startswith(BEGINS_PROGRAM):
            raise NotPlain(MACROS)
        if start.startswith(BEGINS_OTHER):
            raise NotPlain(REACHES)
        if name.lower().endswith(".rels"):
            _links(parts.read(name))
        elif _is_text(start, types.get(f"/{name.lower()}", "")):
            _read(parts, name)


def _start(parts, name) -> bytes:
    with parts.open(name) as part:
        return part.read(512)


def _is_text(start: bytes, kind: str) -> bool:
    """Whether a program could read this part as XML: its type says so, or it looks like it."""
    plain = start.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return kind.endswith(("+xml", "/xml")) or plain.startswith(b"<")


def _types(parts) -> dict[str, str]:
    """/part → its type, of those named one by one; refuses a type no form needs."""
    found = {}
    name = next(n for n in parts.namelist() if n.lower() == "[content_types].xml")
    for entry in fromstring(parts.read(name), forbid_dtd=True):
        kind = entry.get("ContentType", "").lower()
        if any(word in kind for word in PROGRAM_TYPES):
            raise NotPlain(MACROS)
        if any(word in kind for word in OTHER_TYPES):
            raise NotPlain(REACHES)
        if entry.get("PartName"):
            found[entry.get("PartName").lower()] = kind
    return found


def _read(parts, name) -> None:
    """A DTD stands before the first element; a field may fetch something when Word opens it."""
    with parts.open(name) as part:
        fields: list[str] = []  # the words of each field that is open, the innermost last
        for event, node in iterparse(part, events=("start", "end"), forbid_dtd=True):
            _source(event, node)
            _field(event, node, fields)
            if event == "end" and node.tag.endswith("}p"):
                node.clear()


def _source(event, node) -> None:
    """A mail merge reads a database; an old drawing may name its picture without any link."""
    if event != "start" or not isinstance(node.tag, str):
        return
    if node.tag.endswith("}mailMerge") or node.tag.startswith(VML) and node.get("src"):
        raise NotPlain(REACHES)


def _field(event, node, fields) -> None:
    local = node.tag.rsplit("}", 1)[-1] if isinstance(node.tag, str) else ""
    if event == "start" and local == "fldSimple":
        _instruction(_of(node, "instr"))
    elif event == "end" and local in ("instrText", "delInstrText") and fields:
        fields[-1] += node.text or ""
    elif event == "end" and local == "fldChar":
        kind = _of(node, "fldCharType")
        if kind == "begin":
            fields.append("")
        elif fields and kind in ("separate", "end"):
            _instruction(fields[-1])
            if kind == "end":
                fields.pop()


def _of(node, name) -> str:
    return next((v for key, v in node.attrib.items() if key.rsplit("}", 1)[-1] == name), "")


def _instruction(words: str) -> None:
    first, *rest = words.split(maxsplit=1) or [""]
    verb = first.strip('"').upper()
    if verb in FETCHES:
        raise NotPlain(REACHES)
    # \l and its like are switches: a place in this same file.
    is_switch = bool(rest) and re.match(r"\\\w(\s|$)", rest[0])
    if verb == "HYPERLINK" and rest and not is_switch:
        _address(rest[0].lstrip('"\u201c '))


def _address(target: str) -> None:
    if not target.strip().lower().startswith(PLAIN_ADDRESSES):
        raise NotPlain(ODD_LINK)


def _links(text: bytes) -> None:
    """A link a person may click is read by nobody; all others that lead outside reach out."""
    for link in fromstring(text, forbid_dtd=True):
        kind = link.get("Type", "").strip().lower()  # Word trims, so a blank hides nothing
        if kind.endswith(PROGRAM_LINKS):
            raise NotPlain(MACROS)
        outside = link.get("TargetMode", "").strip().lower() == "external"
        if kind.endswith(OTHER_LINKS) or outside and not kind.endswith(HARMLESS_LINKS):
            raise NotPlain(REACHES)
        if outside:
            _address(link.get("Target", ""))
