"""Places of a Word form that can be filled: content controls, {{ placeholders }}, empty cells
beside or below a label. Each has a key that finds it again in the same file.
"""

import io
import re
from dataclasses import dataclass

from docx import Document
from docx.oxml.ns import qn
from docx.table import Table

from ehcp.authority_forms.vocabulary import guess

PLACEHOLDER = re.compile(r"\{\{\s*([\w ’'.-]{1,80}?)\s*\}\}|«([\w ’'.-]{1,80}?)»")
LONGEST, MOST = 160, 400


@dataclass(frozen=True)
class Mark:
    """key: in AuthorityForm.fields; kind: control, placeholder or cell; words: what stands around
    it; proposed: the name we would choose.
    """

    key: str
    kind: str
    words: str
    proposed: str = ""


def find(data: bytes) -> list[Mark]:
    """In the order of the file, 400 at most. data: checked (authority_forms.checking)."""
    document = Document(io.BytesIO(data))
    found = [*controls(document), *placeholders(document), *cells(document)]
    seen: dict[str, Mark] = {}
    for mark in found:
        seen.setdefault(mark.key, mark)
    return list(seen.values())[:MOST]


def controls(document):
    for number, control in enumerate(all_controls(document)):
        name = control_name(control) or f"Control {number + 1}"
        yield Mark(f"control:{number}", "control", name[:LONGEST], guess(name))


def all_controls(document):
    return list(document.element.body.iter(qn("w:sdt")))


def control_name(control) -> str:
    for tag in ("w:alias", "w:tag"):
        found = control.find(f"{qn('w:sdtPr')}/{qn(tag)}")
        if found is not None and found.get(qn("w:val")):
            return found.get(qn("w:val"))
    return ""


def placeholders(document):
    for paragraph in all_paragraphs(document):
        text = "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
        for found in PLACEHOLDER.finditer(text):
            word = (found[1] or found[2]).strip()
            name = word.lower().replace(" ", "_")
            yield Mark(f"placeholder:{word}", "placeholder", text.strip()[:LONGEST],
                       guess(name) or guess(word))  # fmt: skip


def all_paragraphs(document):
    return list(document.element.body.iter(qn("w:p")))


def cells(document):
    for number, table in enumerate(all_tables(document)):
        for row, line in enumerate(table._tbl.tr_lst):
            for column, cell in enumerate(line.tc_lst):
                if text_of(cell) or cell.find(f".//{qn('w:sdt')}") is not None:
                    continue
                label = label_of(table, row, column)
                if label:
                    key = f"cell:{number}:{row}:{column}"
                    yield Mark(key, "cell", label[:LONGEST], guess(label))


def all_tables(document) -> list[Table]:
    """Nested ones, too, in the order of the file."""
    return [Table(node, document) for node in document.element.body.iter(qn("w:tbl"))]


def label_of(table, row, column) -> str:
    """The nearest words to the left, else the nearest above."""
    lines = table._tbl.tr_lst
    left = [text_of(cell) for cell in lines[row].tc_lst[:column]]
    above = [text_of(lines[up].tc_lst[column]) for up in range(row)
             if column < len(lines[up].tc_lst)]  # fmt: skip
    return next((words for words in [*reversed(left), *reversed(above)] if words), "")


def text_of(cell) -> str:
    return " ".join("".join(node.text or "" for node in cell.iter(qn("w:t"))).split())
