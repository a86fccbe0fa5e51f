"""Content controls around words, cells and whole rows; bound ones, lists to choose from."""

import io

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from ehcp.authority_forms import filling, marks

WORDS = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
CLICK = '<w:p><w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr><w:t>Click</w:t></w:r></w:p>'
OLD = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="Text1"/><w:textInput/>'
    '</w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)  # fmt: skip
GIVEN = {"school": "Oakfield", "meeting_on": "1 Dec 2026", "recommendation": "Change the plan"}


def control(inner, settings="") -> str:
    return f"<w:sdt><w:sdtPr>{settings}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def cell(inner) -> str:
    return f"<w:tc><w:tcPr/>{inner}</w:tc>"


def row(*cells) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def form(xml) -> bytes:
    """A document that begins with this; rows stand in a table."""
    if "<w:tr>" in xml:
        grid = "<w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>"
        xml = f"<w:tbl>{grid}{xml}</w:tbl>"
    document = Document()
    first = next(iter(parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>")))
    document.element.body.insert(0, first)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def filled(data, values=GIVEN):
    """(what then stands first in the body, what was empty), each guess taken as right."""
    fields = {mark.key: mark.proposed for mark in marks.find(data) if mark.proposed}
    filled, empty = filling.fill(data, fields, values)
    return Document(io.BytesIO(filled)).element.body[0], empty


LABEL = cell(WORDS.format("School"))
LEVELS = {
    "around a cell": row(LABEL, control(cell(CLICK))),
    "around a row": control(row(LABEL, cell("<w:p/>"))),
    "in a repeated row": control(control(row(LABEL, cell(control(CLICK))))),
    "an old field in a cell of its own": row(LABEL, control(cell(OLD))),
    "a control named as the row": control(
        row(LABEL, cell("<w:p/>")), '<w:alias w:val="School"/>'),
}  # fmt: skip


@pytest.mark.parametrize("level", LEVELS)
def test_each_level_has_its_label_and_keeps_it(level):
    data = form(LEVELS[level])
    assert {(mark.words, mark.proposed) for mark in marks.find(data)} == {("School", "school")}
    table, _ = filled(data)
    assert [marks.text_of(each) for each in table.iter(qn("w:tc"))] == ["School", "Oakfield"]


def test_rows_within_controls_are_counted_last():
    """Marks kept before those rows were found stay in their places."""
    wrapped = control(row(LABEL, cell("<w:p/>")))
    data = form(wrapped + row(cell(WORDS.format("Date of meeting")), cell("<w:p/>")))
    found = {mark.key: mark.proposed for mark in marks.find(data)}
    assert found == {"cell:0:0:1": "meeting_on", "cell:0:1:1": "school"}


def test_a_box_in_a_cell_of_its_own_is_found():
    found = marks.find(form(row(cell(WORDS.format("Amend")), control(cell(WORDS.format("☐"))))))
    assert [(mark.kind, mark.proposed) for mark in found] == [("tick", "tick_amend")]


def test_a_bound_control_shows_our_words_not_its_data():
    date = '<w:date w:fullDate="2020-01-01T00:00:00Z"/>'
    bound = '<w:dataBinding w:xpath="/a" w:storeItemID="{1}"/><w:showingPlcHdr/>'
    data = form(control(CLICK, f'<w:alias w:val="Date of meeting"/>{bound}{date}'))
    box, empty = filled(data)
    assert empty == [] and [node.text for node in box.iter(qn("w:t"))] == ["1 Dec 2026"]
    assert not list(box.iter(qn("w:dataBinding"), qn("w:rStyle"), qn("w:showingPlcHdr")))
    assert next(box.iter(qn("w:date"))).get(qn("w:fullDate")) is None


@pytest.mark.parametrize(
    ("offered", "stands", "left"),
    [("CHANGE THE PLAN", "CHANGE THE PLAN", []), ("Keep it", "Click", ["recommendation"])],
)
def test_a_list_takes_only_what_it_offers(offered, stands, left):
    choices = (
        f'<w:dropDownList><w:listItem w:displayText="{offered}" w:value="2"/></w:dropDownList>'
    )
    box, empty = filled(form(control(CLICK, f'<w:alias w:val="Recommendation"/>{choices}')))
    assert empty == left and [node.text for node in box.iter(qn("w:t"))] == [stands]


def test_a_control_without_a_name_has_the_words_before_it():
    document = Document(io.BytesIO(form(control(CLICK))))
    label = parse_xml(WORDS.replace("<w:p>", f"<w:p {nsdecls('w')}>").format("School"))
    document.element.body.insert(0, label)
    out = io.BytesIO()
    document.save(out)
    assert [mark.words for mark in marks.find(out.getvalue())] == ["School"]
