"""Which Word files are refused, in which words: what a part is counts, not what it is called."""

import io
import zipfile

import pytest
from docx import Document

from ehcp.authority_forms import starter
from sendcase import word_files
from sendcase.word_files import NotPlain

PLAIN = starter.data()
HEAD = b'<?xml version="1.0" encoding="UTF-8"?>'
W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OLE = b"\xd0\xcf\x11\xe0" + b"0" * 99
DTD = HEAD + b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        return {name: old.read(name) for name in old.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", 8) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return out.getvalue()


def with_part(name: str, data: bytes) -> bytes:
    return packed(parts_of(PLAIN) | {name: data})


def with_type(kind: str, part="/word/x.bin") -> bytes:
    parts = parts_of(PLAIN)
    entry = f'<Override PartName="{part}" ContentType="{kind}"/></Types>'.encode()
    types = parts["[Content_Types].xml"].replace(b"</Types>", entry)
    return packed(parts | {"[Content_Types].xml": types, part[1:]: b"x"})


def with_link(kind: str, mode="", target="https://example.org/") -> bytes:
    outside = f' TargetMode="{mode}"' if mode else ""
    link = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r9" Type="{kind}" Target="{target}"{outside}/></Relationships>'
    )
    return with_part("word/_rels/header9.xml.rels", HEAD + link.encode())


def with_main(kind: str) -> bytes:
    parts = parts_of(PLAIN)
    types = parts["[Content_Types].xml"].replace(word_files.MAIN.encode(), kind.encode())
    return packed(parts | {"[Content_Types].xml": types})


def with_field(*words: str) -> bytes:
    """A field whose words may be split over runs."""
    runs = "".join(f"<w:r><w:instrText>{word}</w:instrText></w:r>" for word in words)
    body = (
        f'<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r>'
        f'<w:fldChar w:fldCharType="begin"/></w:r>{runs}<w:r><w:fldChar w:fldCharType="separate"/>'
        '</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>'
    )
    return with_part("word/header9.xml", HEAD + body.encode())


def with_setting(xml: str) -> bytes:
    parts = parts_of(PLAIN)
    settings = parts["word/settings.xml"].replace(b"</w:settings>", xml.encode() + b"</w:settings>")
    return packed(parts | {"word/settings.xml": settings})


def with_drawing(source: str) -> bytes:
    """A picture of the old kind, named in the drawing itself."""
    drawn = f'<v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" src="{source}"/>'
    return with_part("word/header9.xml", HEAD + f"<x>{drawn}</x>".encode())


MACRO_MAIN = "application/vnd.ms-word.document.macroEnabled.main+xml"
TEMPLATE = word_files.MAIN.replace("document.main", "template.main")
HOSTILE = {
    "no zip": ("a.docx", b"not a zip", word_files.NO_WORD),
    "another name": ("a.docm", PLAIN, word_files.NO_WORD),
    "an old one": ("a.docx", OLE, word_files.OLD),
    "cut short": ("a.docx", PLAIN[:900], word_files.DAMAGED),
    "macro type": ("a.docx", with_main(MACRO_MAIN), word_files.MACROS),
    "a template": ("a.docx", with_main(TEMPLATE), word_files.NO_WORD),
    "another main": ("a.docx", with_main("application/xml"), word_files.NO_WORD),
    "program under a plain name": (
        "a.docx", with_type("application/vnd.ms-office.vbaProject"), word_files.MACROS),
    "control": ("a.docx", with_type("application/vnd.ms-office.activeX+xml"), word_files.MACROS),
    "sheet": ("a.docx", with_type(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), word_files.REACHES),
    "web page": ("a.docx", with_type("text/html", "/word/y.htm"), word_files.REACHES),
    "link to a program": ("a.docx", with_link(
        "http://schemas.microsoft.com/office/2006/relationships/vbaProject"), word_files.MACROS),
    "link to an object": ("a.docx", with_link(f"{OFFICE}/oleObject"), word_files.REACHES),
    "chunk": ("a.docx", with_link(f"{OFFICE}/aFChunk"), word_files.REACHES),
    "template": ("a.docx", with_link(f"{OFFICE}/attachedTemplate", "External"), word_files.REACHES),
    "template inside": ("a.docx", with_link(f"{OFFICE}/attachedTemplate"), word_files.REACHES),
    "picture from elsewhere": (
        "a.docx", with_link(f"{OFFICE}/image", "external"), word_files.REACHES),
    "blank behind a type": ("a.docx", with_link(f"{OFFICE}/oleObject "), word_files.REACHES),
    "blank before outside": (
        "a.docx", with_link(f"{OFFICE}/image", " External"), word_files.REACHES),
    "link to a file": ("a.docx", with_link(
        f"{OFFICE}/hyperlink", "External", r"file:///\\elsewhere\x"), word_files.ODD_LINK),
    "link to a script": ("a.docx", with_link(
        f"{OFFICE}/hyperlink", "External", "javascript:x()"), word_files.ODD_LINK),
    "link field to a file": (
        "a.docx", with_field(r' HYPERLINK "\\\\elsewhere\\x.exe" '), word_files.ODD_LINK),
    "mail merge": ("a.docx", with_setting(
        '<w:mailMerge><w:connectString w:val="x"/></w:mailMerge>'), word_files.REACHES),
    "drawing from elsewhere": ("a.docx", with_drawing("http://x/y.png"), word_files.REACHES),
    "object as picture": ("a.docx", with_part("word/media/image1.png", OLE), word_files.MACROS),
    "program as picture": ("a.docx", with_part("word/media/i.png", b"MZ\x90"), word_files.MACROS),
    "zip as picture": ("a.docx", with_part("word/media/i.png", PLAIN), word_files.REACHES),
    "DTD": ("a.docx", with_part("word/x.xml", DTD), word_files.DAMAGED),
    "DTD as picture": ("a.docx", with_part("word/media/i.png", DTD), word_files.DAMAGED),
    "DTD in other letters": (
        "a.docx", with_part("word/i.png", DTD.decode().replace("UTF-8", "UTF-16").encode("utf-16")),
        word_files.DAMAGED),
    "fetching field": ("a.docx", with_field(' INCLUDETEXT "http://x" '), word_files.REACHES),
    "split field": ("a.docx", with_field("DDE", "AUTO cmd"), word_files.REACHES),
    "simple field": ("a.docx", with_part(
        "word/footer9.xml", HEAD + b'<w:ftr ' + W + b'><w:p><w:fldSimple w:instr="LINK x"/></w:p>'
        b"</w:ftr>"), word_files.REACHES),
    "bomb": ("a.docx", with_part("word/b.xml", b"<x>" + b" " * 40_000_000), word_files.TOO_LARGE),
    "large": ("a.docx", b"PK\x03\x04" + b"0" * word_files.MOST_BYTES, word_files.LARGE),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_refused_and_told_why(case):
    name, data, why = HOSTILE[case]
    with pytest.raises(NotPlain) as refused:
        word_files.check(data, name)
    assert str(refused.value) == why


@pytest.mark.parametrize(
    "harmless",
    [with_link(f"{OFFICE}/hyperlink", "External"), with_field(' HYPERLINK "http://x/LINK/" '),
     with_field(r' HYPERLINK \l "Part2" '), with_field(" FORMTEXT "),
     with_part("word/media/image1.png", b"\x89PNG\r\n\x1a\n0000"),
     with_part("customXml/item1.xml", b"<x>words</x>")],
    ids=["link", "link field", "place field", "form field", "picture", "data"],
)  # fmt: skip
def test_what_forms_hold_is_kept(harmless):
    word_files.check(harmless, "A form.DOCX")


def test_what_word_writes_is_kept():
    out = io.BytesIO()
    Document().save(out)
    word_files.check(out.getvalue(), "a.docx")
