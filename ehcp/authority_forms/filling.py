"""A Word form with values in its marked places; a row of a list once for each of its items."""

import copy
import io

from docx import Document
from docx.oxml.ns import qn

from ehcp.authority_forms import marks
from ehcp.authority_forms.vocabulary import list_of
from ehcp.authority_forms.writing import write

EMPTY = ("author", "comments", "keywords", "last_modified_by", "subject", "category", "title",
         "content_status", "identifier", "version")  # fmt: skip


def fill(data: bytes, fields: dict[str, str], values: dict) -> tuple[bytes, list[str]]:
    """The filled file, and the names for which there was nothing, or that did not fit.

    fields: {key of a mark: our name}; values: by name, lists as persons, outcomes, changes; a name
    that is not there is left as it is.
    """
    document = Document(io.BytesIO(data))
    empty: list[str] = []
    places = _places(document)  # found before anything is written: keys are places in the file
    rows: dict = {}
    for key, name in fields.items():
        if key not in places:
            continue
        row = _row_of(places[key]) if list_of(name) else None
        if row is not None:
            rows.setdefault(id(row), (row, list_of(name), {}))[2][key] = (places[key], name)
            continue
        written = [write(place, values.get(name, "")) for place in places[key]]
        if not all(written):
            empty.append(name)
    for row, kind, cells in rows.values():
        if not _repeat(row, cells, values.get(f"{kind}s", [])):
            empty.append(f"{kind}s")
    _clean(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue(), sorted(set(empty))


def _places(document) -> dict:
    """Key → the places it stands for (authority_forms.writing)."""
    found: dict[str, list] = {}
    for number, control in enumerate(marks.every(document, "w:sdt")):
        found[f"control:{number}"] = [control]
    for number, char in enumerate(marks.old_fields(document)):
        found[f"field:{number}"] = [char]
    for number, box in enumerate(marks.box_places(document)):
        found[f"box:{number}"] = [box]
    for start in marks.every(document, "w:bookmarkStart"):
        found.setdefault(f"bookmark:{start.get(qn('w:name'))}", []).append(start)
    for number, table in enumerate(marks.every(document, "w:tbl")):
        for row, line in enumerate(marks.counted(table, "w:tr")):
            for column, cell in enumerate(marks.counted(line, "w:tc")):
                found[f"cell:{number}:{row}:{column}"] = [cell]
    for paragraph in marks.every(document, "w:p"):
        for word in _words_in(paragraph):
            found.setdefault(f"placeholder:{word}", []).append((paragraph, word))
    return found


def _words_in(paragraph) -> list[str]:
    """Each once: one writing replaces all of them in this paragraph."""
    text = "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
    return list(dict.fromkeys((m[1] or m[2]).strip() for m in marks.PLACEHOLDER.finditer(text)))


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
                write(_at(now, place), item.get(name, ""))
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
