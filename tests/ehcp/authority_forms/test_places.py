"""Where forms hide their places: headers and footers, fields of older forms, boxes to tick,
bookmarks, choices. Each is found, filled, and read back with python-docx.
"""

import io

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from ehcp.authority_forms import filling, marks
from tests.sendcase.test_word_files import packed, parts_of

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"


def words(xml: str):
    return parse_xml(f"<w:p {nsdecls('w')} xmlns:w14='{W14}'>{xml}</w:p>")


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def old_field(name: str, data: str, result: str = "") -> str:
    """As Word 97 to 2003 made them, with the bookmark Word sets around each."""

    def char(kind, inner=""):
        return f'<w:r><w:fldChar w:fldCharType="{kind}">{inner}</w:fldChar></w:r>'

    given = f'<w:ffData><w:name w:val="{name}"/><w:enabled/>{data}</w:ffData>'
    shown = f"{char('separate')}{run(result)}" if result else ""
    return (f'<w:bookmarkStart w:id="7" w:name="{name}"/>{char("begin", given)}'
            f"<w:r><w:instrText> FORM </w:instrText></w:r>{shown}{char('end')}"
            '<w:bookmarkEnd w:id="7"/>')  # fmt: skip


def tick_control(alias: str) -> str:
    return (f'<w:sdt><w:sdtPr><w:alias w:val="{alias}"/><w14:checkbox><w14:checked w14:val="0"/>'
            '<w14:checkedState w14:val="2612"/><w14:uncheckedState w14:val="2610"/></w14:checkbox>'
            f"</w:sdtPr><w:sdtContent>{run('☐')}</w:sdtContent></w:sdt>")  # fmt: skip


CHOICES = ('<w:ddList><w:listEntry w:val="Keep the plan as it is"/>'
           '<w:listEntry w:val="Change the plan"/></w:ddList>')  # fmt: skip


@pytest.fixture(scope="module")
def form() -> bytes:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Child: {{ pupil_name }}"
    footer = document.sections[0].footer.add_table(1, 2, 9144000)
    footer.cell(0, 0).text = "Date of birth"
    for xml in (
        run("Name of the school: ") + old_field("Text1", "<w:textInput/>", "\u2002\u2002"),
        run("Chair of the meeting: ") + old_field("Text2", "<w:textInput/>"),
        old_field("Check1", "<w:checkBox><w:sizeAuto/></w:checkBox>") + run(" Amend the plan"),
        run("Recommendation: ") + old_field("Dropdown1", CHOICES),
        tick_control("Maintain the plan"),
        run("☐ Interpreter needed   ☐ Advo") + run("cate needed"),
        '<w:bookmarkStart w:id="3" w:name="DateOfMeeting"/>'
        + run("dd/mm")
        + '<w:bookmarkEnd w:id="3"/><w:bookmarkStart w:id="4" w:name="_Toc1"/>'
        '<w:bookmarkEnd w:id="4"/><w:bookmarkStart w:id="5" w:name="Venue"/>'
        '<w:bookmarkEnd w:id="5"/>',
    ):
        document.element.body.insert(-1, words(xml))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_each_is_found_with_the_words_around_it(form):
    found = {mark.key: mark for mark in marks.find(form)}
    assert {key: (mark.kind, mark.proposed) for key, mark in found.items()} == {
        "control:0": ("tick", "tick_maintain"),
        "field:0": ("field", "school"), "field:1": ("field", "chair"),
        "field:2": ("tick", "tick_amend"), "field:3": ("field", "recommendation"),
        "box:0": ("tick", "tick_interpreter"), "box:1": ("tick", "tick_advocate"),
        "placeholder:pupil_name": ("placeholder", "pupil_name"),
        "bookmark:DateOfMeeting": ("bookmark", "meeting_on"),
        "bookmark:Venue": ("bookmark", "place"),
        "cell:0:0:1": ("cell", "born_on"),
    }  # fmt: skip
    near = {mark.words: mark.near for mark in found.values() if mark.near}
    assert near == {"Child: {{ pupil_name }}": "In the header", "Date of birth": "In the footer"}


GIVEN = {
    "pupil_name": "Amina <&", "born_on": "14 Mar 2018", "school": "Oakfield", "chair": "Ms Okafor",
    "recommendation": "Change the plan", "meeting_on": "1 Dec 2026", "place": "The library",
    "tick_amend": True, "tick_maintain": False, "tick_interpreter": True, "tick_advocate": False,
}  # fmt: skip


def filled(form, **other):
    fields = {mark.key: mark.proposed for mark in marks.find(form)}
    data, empty = filling.fill(form, fields, GIVEN | other)
    return Document(io.BytesIO(data)), empty


def test_each_is_filled_and_read_back(form):
    document, empty = filled(form)
    section = document.sections[0]
    assert empty == []
    assert section.header.paragraphs[0].text == "Child: Amina <&"
    assert section.footer.tables[0].cell(0, 1).text == "14 Mar 2018"
    text = [paragraph.text for paragraph in document.paragraphs]
    assert "Name of the school: Oakfield" in text and "Chair of the meeting: Ms Okafor" in text
    assert "☒ Interpreter needed   ☐ Advocate needed" in text
    assert "1 Dec 2026The library" in text


@pytest.mark.parametrize("change", [True, False])
def test_boxes_say_the_same_to_word_and_to_the_eye(form, change):
    document, _ = filled(form, tick_maintain=change, tick_amend=change)
    body = document.element.body
    [checked] = body.iter(f"{{{W14}}}checked")
    assert checked.get(f"{{{W14}}}val") == str(int(change))
    control = next(body.iter(qn("w:sdt")))
    assert [node.text for node in control.iter(qn("w:t"))] == ["☒" if change else "☐"]
    [old] = body.iter(qn("w:checked"))
    assert old.get(qn("w:val")) == str(int(change))


def test_a_choice_the_form_does_not_offer_is_left_to_a_person(form):
    document, empty = filled(form)
    [result] = document.element.body.iter(qn("w:result"))
    assert result.get(qn("w:val")) == "1"
    document, empty = filled(form, recommendation="Assess again")
    assert empty == ["recommendation"] and not list(document.element.body.iter(qn("w:result")))


def test_words_tick_no_box_and_yes_or_no_are_words_elsewhere(form):
    fields = {"control:0": "pupil_name", "bookmark:Venue": "tick_amend"}
    data, empty = filling.fill(form, fields, GIVEN)
    assert empty == ["pupil_name"]
    assert any(p.text.endswith("Yes") for p in Document(io.BytesIO(data)).paragraphs)


def test_a_field_that_never_ends_is_left_and_said(form):
    parts = parts_of(form)
    text = parts["word/document.xml"].replace(b'fldCharType="end"', b'fldCharType="none"')
    broken = packed(parts | {"word/document.xml": text})
    _, empty = filling.fill(broken, {"field:0": "school"}, GIVEN)
    assert empty == ["school"]
