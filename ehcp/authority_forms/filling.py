"""A Word form with values in its marked places. Values are text and nothing else: no field, formula
or template of the file is ever evaluated.
"""

import copy
import io

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from ehcp.authority_forms import marks
from ehcp.authority_forms.vocabulary import list_of

EMPTY = ("author", "comments", "keywords", "last_modified_by", "subject", "category", "title",
         "content_status", "identifier", "version")  # fmt: skip


def fill(data: bytes, fields: dict[str, str], values: dict) -> tuple[bytes, list[str]]:
    """The filled file, and the names for which there was nothing.

    fields: {key of a mark: our name}; values: by name, lists as persons, outcomes, changes.
    """
    document = Document(io.BytesIO(data))
    empty: list[str] = []
    places = _places(document)  # found before anything is written: keys are places in the file
    rows: dict = {}
    for key, name in fields.items():
        if key not in places:
            continue
        if list_of(name):
            row = _row_of(places[key])
            if row is not None:
                rows.setdefault(id(row), (row, list_of(name), {}))[2][key] = (places[key], name)
                continue
        text = _text(values.get(name, ""))
        if not text:
            empty.append(name)
        _write(places[key], text)
    for row, kind, cells in rows.values():
        if not _repeat(row, cells, values.get(f"{kind}s", [])):
            empty.append(f"{kind}s")
    _clean(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue(), sorted(set(empty))


def _places(document) -> dict:
    """Key → the elements it stands for."""
    found: dict[str, list] = {}
    for number, control in enumerate(marks.all_controls(document)):
        found[f"control:{number}"] = [control]
    for number, table in enumerate(marks.all_tables(document)):
        for row, line in enumerate(table._tbl.tr_lst):
            for column, cell in enumerate(line.tc_lst):
                found[f"cell:{number}:{row}:{column}"] = [cell]
    for paragraph in marks.all_paragraphs(document):
        for word in _words_in(paragraph):
            found.setdefault(f"placeholder:{word}", []).append((paragraph, word))
    return found


def _words_in(paragraph) -> list[str]:
    text = "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
    return [(m[1] or m[2]).strip() for m in marks.PLACEHOLDER.finditer(text)]


def _text(value) -> str:
    return str(value or "").strip()


def _write(places, text) -> None:
    for place in places:
        if isinstance(place, tuple):
            _into_placeholder(*place, text)
        elif place.tag == qn("w:sdt"):
            _into_control(place, text)
        else:
            _into_cell(place, text)


def _into_placeholder(paragraph, word, text) -> None:
    """The mark may be split over runs: its words go into the first and out of the rest."""
    nodes = list(paragraph.iter(qn("w:t")))
    whole = "".join(node.text or "" for node in nodes)
    for found in reversed(list(marks.PLACEHOLDER.finditer(whole))):
        if (found[1] or found[2]).strip() == word:
            _replace(nodes, found.start(), found.end(), text)


def _replace(nodes, start, end, text) -> None:
    at = 0
    first = None
    for node in nodes:
        words = node.text or ""
        begins, ends = at, at + len(words)
        at = ends
        if ends <= start or begins >= end:
            continue
        kept = words[: max(start - begins, 0)], words[max(end - begins, 0) :]
        if first is None:
            first = node
            _lines(node, kept[0] + text + (kept[1] if ends >= end else ""))
        else:
            node.text = kept[1]
            node.set(qn("xml:space"), "preserve")


def _lines(node, text) -> None:
    """Line breaks of a text are breaks of Word, behind the same run."""
    first, *rest = text.split("\n")
    node.text = first
    node.set(qn("xml:space"), "preserve")
    before = node
    for line in rest:
        br, more = OxmlElement("w:br"), OxmlElement("w:t")
        more.text = line
        more.set(qn("xml:space"), "preserve")
        before.addnext(br)
        br.addnext(more)
        before = more


def _into_control(control, text) -> None:
    """Into its first words; what showed “click here” goes."""
    showing = control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}")
    if showing is not None:
        showing.getparent().remove(showing)
    _into(control.find(qn("w:sdtContent")), text)


def _into_cell(cell, text) -> None:
    _into(cell, text)


def _into(box, text) -> None:
    if box is None:
        return
    nodes = list(box.iter(qn("w:t")))
    if not nodes:
        nodes = [_new_words(box)]
    for node in nodes[1:]:
        node.text = ""
    _lines(nodes[0], text)


def _new_words(box):
    paragraph = next(iter(box.iter(qn("w:p"))), None)
    if paragraph is None:
        paragraph = box if box.getparent().tag == qn("w:p") else OxmlElement("w:p")
        if paragraph is not box:
            box.append(paragraph)
    run, words = OxmlElement("w:r"), OxmlElement("w:t")
    run.append(words)
    paragraph.append(run)
    return words


def _row_of(places):
    """The table row a mark of a list stands in; None where it stands in none."""
    place = places[0][0] if isinstance(places[0], tuple) else places[0]
    while place is not None and place.tag != qn("w:tr"):
        place = place.getparent()
    return place


def _repeat(row, cells, items) -> bool:
    """The row once for each item; with none it stays, empty."""
    paths = {key: ([_path(row, p) for p in places], name) for key, (places, name) in cells.items()}
    pattern, last = copy.deepcopy(row), row
    for number, item in enumerate(items or [{}]):
        now = row if number == 0 else copy.deepcopy(pattern)
        if number:
            last.addnext(now)
            last = now
        for found, name in paths.values():
            for place in found:
                _write([_at(now, place)], _text(item.get(name, "")))
    return bool(items)


def _path(row, place):
    """How to come from the row to the place, in any copy of the row."""
    node, word = place if isinstance(place, tuple) else (place, None)
    steps = []
    while node is not row:
        parent = node.getparent()
        steps.append(parent.index(node))
        node = parent
    return list(reversed(steps)), word


def _at(row, path):
    steps, word = path
    node = row
    for step in steps:
        node = node[step]
    return (node, word) if word is not None else node


def _clean(document) -> None:
    """Nobody's name, program or template stays in the file's properties."""
    for name in EMPTY:
        setattr(document.core_properties, name, "")
    for template in document.settings.element.findall(qn("w:attachedTemplate")):
        document.settings.element.remove(template)
