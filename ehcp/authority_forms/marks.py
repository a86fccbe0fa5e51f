"""Places of a Word form that can be filled, in its text, tables, headers and footers: content
controls, fields of older forms, boxes to tick, {{ placeholders }}, bookmarks, empty cells beside or
below a label. Each has a key that finds it again in the same file.
"""

import io
import re
from dataclasses import dataclass
from itertools import chain

from docx import Document
from docx.oxml.ns import qn

from ehcp.authority_forms.vocabulary import guess, guess_tick

PLACEHOLDER = re.compile(r"\{\{\s*([\w ’'.-]{1,80}?)\s*\}\}|«([\w ’'.-]{1,80}?)»")
LONGEST, MOST = 160, 400
TICK_CONTROL = "{http://schemas.microsoft.com/office/word/2010/wordml}checkbox"
EMPTY_BOX, FULL_BOX = "☐", "☒"
OTHER_PARTS = ("/header", "/footer")
HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|_+")


@dataclass(frozen=True)
class Mark:
    """key: in AuthorityForm.fields; kind: control, field, tick, placeholder, bookmark or cell;
    words: what stands around it; proposed: the name we would choose; near: where it stands.
    """

    key: str
    kind: str
    words: str
    proposed: str = ""
    near: str = ""


def find(data: bytes) -> list[Mark]:
    """In the order of the file, 400 at most. data: checked (sendcase.word_files)."""
    document = Document(io.BytesIO(data))
    found = [*controls(document), *fields(document), *boxes(document), *placeholders(document),
             *bookmarks(document), *cells(document)]  # fmt: skip
    seen: dict[str, Mark] = {}
    for mark in found:
        seen.setdefault(mark.key, mark)
    return list(seen.values())[:MOST]


def roots(document) -> list:
    """The body first, then headers and footers by name: keys count through them in this order."""
    links = document.part.rels.values()
    parts = {link.target_part for link in links
             if not link.is_external and link.reltype.endswith(OTHER_PARTS)}  # fmt: skip
    ordered = sorted(parts, key=lambda part: str(part.partname))
    return [document.element.body, *(part.element for part in ordered)]


def every(document, tag) -> list:
    return [node for root in roots(document) for node in root.iter(qn(tag))]


def mark(key, is_tick, kind, words, node) -> Mark:
    proposed = guess_tick(words) if is_tick else guess(words)
    return Mark(key, "tick" if is_tick else kind, words[:LONGEST], proposed, part_of(node))


def part_of(node) -> str:
    """In words, where it is not the text itself."""
    top = node.getroottree().getroot().tag
    return {qn("w:hdr"): "In the header", qn("w:ftr"): "In the footer"}.get(top, "")


def controls(document):
    for number, control in enumerate(every(document, "w:sdt")):
        if is_frame(control):
            continue
        ticks = is_tick(control)
        name = control_name(control) or around(control) or f"Control {number + 1}"
        yield mark(f"control:{number}", ticks, "control", name, control)


def is_frame(control) -> bool:
    """Whether it holds rows, a table, other controls, old fields or boxes: those are the places,
    and words over all of it would wipe out their labels.
    """
    inside = control.iter(qn("w:tr"), qn("w:tbl"), qn("w:sdt"), qn("w:ffData"))
    if any(node is not control for node in inside):
        return True
    texts = () if is_tick(control) else control.iter(qn("w:t"))
    return any(EMPTY_BOX in (node.text or "") for node in texts)


def is_tick(control) -> bool:
    return control.find(f"{qn('w:sdtPr')}/{TICK_CONTROL}") is not None


def control_name(control) -> str:
    for tag in ("w:alias", "w:tag"):
        found = control.find(f"{qn('w:sdtPr')}/{qn(tag)}")
        if found is not None and found.get(qn("w:val")):
            return found.get(qn("w:val"))
    return ""


def old_fields(document) -> list:
    """The first character of each field of an older form."""
    return [node for node in every(document, "w:fldChar")
            if node.find(qn("w:ffData")) is not None]  # fmt: skip


def fields(document):
    for number, char in enumerate(old_fields(document)):
        ticks = char.find(f"{qn('w:ffData')}/{qn('w:checkBox')}") is not None
        words = around(char) or field_name(char) or f"Field {number + 1}"
        yield mark(f"field:{number}", ticks, "field", words, char)


def field_name(char) -> str:
    found = char.find(f"{qn('w:ffData')}/{qn('w:name')}")
    return (found.get(qn("w:val")) or "") if found is not None else ""


def box_places(document) -> list[tuple]:
    """(words, where in them) of each box that is plain text, and no control."""
    return [
        (node, at)
        for node in every(document, "w:t")
        if EMPTY_BOX in (node.text or "") and not in_control(node)
        for at, sign in enumerate(node.text) if sign == EMPTY_BOX
    ]  # fmt: skip


def in_control(node) -> bool:
    return any(is_tick(control) for control in node.iterancestors(qn("w:sdt")))


def boxes(document):
    for number, (node, at) in enumerate(box_places(document)):
        after = behind(node, at) or around(node)
        yield mark(f"box:{number}", True, "tick", after or f"Box {number + 1}", node)


def behind(node, at) -> str:
    """The words between this box and the next one of its paragraph."""
    paragraph = next(node.iterancestors(qn("w:p")), None)
    if paragraph is None:
        return ""
    texts = list(paragraph.iter(qn("w:t")))
    place = texts.index(node)
    rest = (node.text or "")[at + 1 :] + "".join(each.text or "" for each in texts[place + 1 :])
    return " ".join(rest.split(EMPTY_BOX, 1)[0].split())


def placeholders(document):
    for paragraph in every(document, "w:p"):
        text = "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
        for found in PLACEHOLDER.finditer(text):
            word = (found[1] or found[2]).strip()
            name = word.lower().replace(" ", "_")
            yield Mark(f"placeholder:{word}", "placeholder", text.strip()[:LONGEST],
                       guess(name) or guess(word), part_of(paragraph))  # fmt: skip


def bookmarks(document):
    """Word sets some by itself, for headings and for the fields of older forms: not those."""
    taken = {field_name(char) for char in old_fields(document)}
    for start in every(document, "w:bookmarkStart"):
        name = start.get(qn("w:name")) or ""
        if name and not name.startswith("_") and name not in taken:
            words = HUMPS.sub(" ", name)
            yield Mark(f"bookmark:{name}", "bookmark", words[:LONGEST], guess(words),
                       part_of(start))  # fmt: skip


def cells(document):
    for number, table in enumerate(every(document, "w:tbl")):
        for row, line in enumerate(counted(table, "w:tr")):
            for column, cell in enumerate(counted(line, "w:tc")):
                if text_of(cell) or is_used(cell):
                    continue
                if label := label_of(cell):
                    key = f"cell:{number}:{row}:{column}"
                    yield mark(key, False, "cell", label, cell)


def is_used(cell) -> bool:
    """Whether a place of its own stands in it, or it is all of a control."""
    if cell.getparent().tag == qn("w:sdtContent"):
        return True
    return any(cell.find(f".//{qn(tag)}") is not None for tag in ("w:sdt", "w:fldChar"))


def around(node) -> str:
    """The words of its paragraph, else of the label of its cell."""
    paragraph = next(node.iterancestors(qn("w:p")), None)
    texts = paragraph.iter(qn("w:t")) if paragraph is not None else []
    beside = [t.text or "" for t in texts if node not in t.iterancestors()]
    words = " ".join("".join(beside).split())
    cell = next(node.iterancestors(qn("w:tc")), None)
    if cell is None:
        cell = next(node.iter(qn("w:tc")), None)  # a control around a whole cell
    words = words.replace(EMPTY_BOX, "").strip()
    if words or cell is not None:
        return words or label_of(cell)
    before = node.getprevious()
    return text_of(before) if before is not None and before.tag == qn("w:p") else ""


def own(parent, tag) -> list:
    """The rows of a table or the cells of a row in their order, those inside controls too; not
    those of a table within.
    """
    return [node for node in parent.iter(qn(tag))
            if next(node.iterancestors(parent.tag), None) is parent]  # fmt: skip


def counted(parent, tag) -> list:
    """The same as keys count them: those inside controls last, so that marks kept before these
    were found stay where they were.
    """
    return sorted(own(parent, tag), key=lambda node: node.getparent() is not parent)


def label_of(cell) -> str:
    """The nearest words to the left, else the nearest above."""
    line = next(cell.iterancestors(qn("w:tr")))
    table = next(line.iterancestors(qn("w:tbl")))
    beside, lines = own(line, "w:tc"), own(table, "w:tr")
    column = beside.index(cell)
    left = (text_of(each) for each in reversed(beside[:column]))
    higher = (own(each, "w:tc") for each in reversed(lines[: lines.index(line)]))
    above = (text_of(each[column]) for each in higher if column < len(each))
    return next(filter(None, chain(left, above)), "")


def text_of(cell) -> str:
    return " ".join("".join(node.text or "" for node in cell.iter(qn("w:t"))).split())
