"""A Word form: what may be kept, which places are found, and what stands in it once it is filled,
read back with python-docx.
"""

import io

import pytest
from django.db import IntegrityError, transaction
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from accounts.permissions import Role
from ehcp.authority_forms import filling, marks, services, starter, values, vocabulary
from ehcp.authority_forms.models import AuthorityForm, FilledForm
from ehcp.plans.models import EhcOutcome
from ehcp.reviews.models import OutcomeProgress, SectionChange
from sendcase import moment, word_files
from sendcase.edits import IllegalMove
from tests.factories.ehcp import AssessmentRequestFactory, review_in, written_plan
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory

NASTY = "<b>Ann</b> & “Bo” {{ school }} =SUM(1)\nSecond line. 中文 🙂"


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def text_of(data: bytes) -> str:
    """All words, tables and controls too; breaks as new lines."""
    body = Document(io.BytesIO(data)).element.body
    return "".join("\n" if node.tag == qn("w:br") else node.text or "" for node in body.iter()
                   if node.tag in (qn("w:t"), qn("w:br")))  # fmt: skip


def control(alias, words="Click here") -> object:
    return parse_xml(
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="{alias}"/><w:showingPlcHdr/></w:sdtPr>'
        f"<w:sdtContent><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )


@pytest.fixture
def nasty() -> bytes:
    """Controls, a mark split over runs, nested and merged tables, a row for each outcome."""
    document = Document()
    document.element.body.insert(0, control("Views of the child"))
    split = document.add_paragraph("Reviewed on ")
    for piece in ("{{ mee", "ting_", "on }} at «place»."):
        split.add_run(piece)
    table = document.add_table(rows=3, cols=3)
    table.cell(0, 0).text = "Name of child"
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(1, 0).text = "Recommendation"
    inner = table.cell(2, 0).add_table(rows=1, cols=2)
    inner.cell(0, 0).text = "Apologies"
    rows = document.add_table(rows=2, cols=2)
    rows.cell(0, 0).text, rows.cell(0, 1).text = "No.", "Progress"
    rows.cell(1, 0).text, rows.cell(1, 1).text = "{{ outcome_number }}", "{{outcome_progress}}"
    document.core_properties.author = "Officer Somebody"
    return saved(document)


def of(data) -> dict[str, str]:
    return {mark.words: mark.key for mark in marks.find(data)}


def test_every_place_is_found_and_a_name_proposed(nasty):
    found = {mark.key: mark.proposed for mark in marks.find(nasty)}
    assert found["control:0"] == "pupil_views"
    assert found["placeholder:meeting_on"] == "meeting_on"
    assert found["placeholder:place"] == "place"
    assert found["cell:0:0:1"] == "pupil_name" and found["cell:0:1:1"] == "recommendation"
    assert found["placeholder:outcome_progress"] == "outcome_progress"
    assert "apologies" in found.values()


def test_a_nasty_form_is_filled_and_every_field_read_back(nasty):
    fields = {mark.key: mark.proposed for mark in marks.find(nasty) if mark.proposed}
    given = dict.fromkeys(vocabulary.NAMES, "") | {
        "pupil_views": NASTY, "meeting_on": "1 Dec 2026", "place": "The library",
        "pupil_name": "Amina", "recommendation": "Change the plan", "apologies": "",
        "outcomes": [{"outcome_number": f"E{n}", "outcome_progress": f"seen {n}"}
                     for n in range(1, 4)],
    }  # fmt: skip
    data, empty = filling.fill(nasty, fields, given)
    words = text_of(data)
    assert NASTY in words and "Click here" not in words  # literal, and its own line
    assert "Reviewed on 1 Dec 2026 at The library." in words
    document = Document(io.BytesIO(data))
    assert document.tables[0].cell(0, 1).text == "Amina"
    assert document.tables[0].cell(1, 1).text == "Change the plan"
    assert [[cell.text for cell in row.cells] for row in document.tables[1].rows] == [
        ["No.", "Progress"], ["E1", "seen 1"], ["E2", "seen 2"], ["E3", "seen 3"],
    ]  # fmt: skip
    assert "apologies" in empty and document.core_properties.author == ""


def test_a_list_without_rows_stays_one_empty_row(nasty):
    fields = {"placeholder:outcome_number": "outcome_number"}
    data, empty = filling.fill(nasty, fields, {"outcomes": []})
    assert empty == ["outcomes"]
    assert Document(io.BytesIO(data)).tables[1].cell(1, 0).text == ""


def test_our_own_form_holds_every_name_and_each_is_read_back():
    data = starter.data()
    word_files.check(data, "starter.docx")
    fields = {mark.key: mark.proposed for mark in marks.find(data)}
    assert set(fields.values()) - {""} == set(vocabulary.ALL)
    filled, empty = filling.fill(data, fields, vocabulary.examples())
    words = text_of(filled)
    assert empty == [] and "{{" not in words
    assert [e.example for e in vocabulary.ALL.values() if e.example not in words] == []


@pytest.fixture
def case(db):
    pupil = PupilFactory(legal_first_name="Amina")
    plan = written_plan(pupil=pupil)
    row = review_in("held", plan=plan, pupil_views=NASTY, asks="amend", asks_words="More.",
                    meeting_on=moment.today(), place="The library")  # fmt: skip
    OutcomeProgress.objects.create(review=row, outcome=plan.ehcoutcomes.get(), reached="partly",
                                   words="Two of three.")  # fmt: skip
    EhcOutcome.objects.create(plan=plan, number=2, words="Plays with one child.")
    SectionChange.objects.create(review=row, letter="F", words="Three times.", why="Too few.")
    row.invitations.filter(role="parent").update(came="yes")
    row.senco = member(row.school, Role.SENCO)
    return row


def test_a_review_fills_the_starter_form_with_its_own_words_only(case):
    other = review_in("held", pupil_views="zebra-other", plan=written_plan(
        pupil__school=case.school, pupil__legal_first_name="Zebra"))  # fmt: skip
    form = services.keep_starter(school=case.school, by=case.senco)
    filled, empty = services.fill(about=case, form=form, by=case.senco)
    words = text_of(filled.document.file.open("rb").read())
    for each in ("Amina", NASTY, "Partly met", "Two of three.", "Three times.", "The library",
                 "Plays with one child.", "Change the plan", "Ms L. Brightwater"):  # fmt: skip
        assert each in words, each
    assert "zebra" not in words.lower() and other.pupil.name not in words
    assert "What the family says" in empty
    assert filled.document.needs == "ehc_view" and filled.document.pupil == case.pupil
    assert set(values.of_review(case)) - {"persons", "outcomes", "changes"} <= set(vocabulary.ALL)


def test_a_new_upload_takes_over_the_marks_and_the_old_one_stays(case, nasty):
    given = {"school": case.school, "name": "Westshire AR", "file_name": "a.docx", "by": case.senco}
    first = services.keep(data=nasty, **given)
    services.save_marks(form=first, by=case.senco, fields=first.fields | {
        "control:0": "family_views", "nothing": "pupil_name"})  # fmt: skip
    second = services.keep(data=nasty, **given)
    assert second.fields["control:0"] == "family_views" and "nothing" not in second.fields
    assert AuthorityForm.objects.filter(replaced_at=None).get() == second
    with pytest.raises(IllegalMove, match="We have no"):
        services.save_marks(form=second, by=case.senco, fields={"control:0": "password"})
    with pytest.raises(IllegalMove, match="Nothing in this file"):
        services.keep(data=saved(Document()), **given)
    with second.file.open("wb") as file:
        file.write(b"changed")
    with pytest.raises(ValueError, match="not the file"):
        services.content(second)


def test_by_hand_from_upload_to_filled(client, case, nasty):
    sign_in(client, case.senco)
    at = f"/{case.school.slug}/ehc/forms/"
    assert "No form yet" in client.get(at).content.decode()
    upload = io.BytesIO(b"PK nothing")
    upload.name = "a.docx"
    body = {"name": "Westshire AR", "upload": upload}
    assert "no Word file" in client.post(f"{at}new/", body).content.decode()
    upload = io.BytesIO(nasty)
    upload.name = "a.docx"
    answer = client.post(f"{at}new/", body | {"upload": upload})
    form = AuthorityForm.objects.get()
    assert answer.url == f"/ehc-forms/{form.pk}/"
    page = client.get(answer.url).content.decode()
    assert "Views of the child" in page
    posted = {f"mark_{n}": mark.proposed for n, mark in enumerate(services.marks_of(form))}
    assert client.post(answer.url, posted | {"version": form.version}).url == at
    preview = client.get(f"/ehc-forms/{form.pk}/preview/")
    assert "Amina Brightwater" in text_of(preview.content)
    assert "attachment" in preview["Content-Disposition"]
    fill = f"/ehc-reviews/{case.pk}/form/"
    client.post(fill, {"form": form.pk})
    page = client.get(fill).content.decode()
    document = case.filled_forms.get().document
    assert f"/documents/{document.pk}/" in page and "Nothing is written down" in page
    got = client.get(f"/documents/{document.pk}/")
    assert got["Content-Type"] == services.WORD and ".docx" in got["Content-Disposition"]
    client.post(f"/ehc-forms/{form.pk}/remove/")
    assert client.get(f"/ehc-forms/{form.pk}/").status_code == 404


def test_a_form_nobody_looked_through_is_not_offered(client, case, nasty):
    given = {"school": case.school, "name": "Westshire AR", "file_name": "a.docx", "by": case.senco}
    form = services.keep(data=nasty, **given)
    with pytest.raises(IllegalMove, match="Nobody has looked"):
        services.fill(about=case, form=form, by=case.senco)
    sign_in(client, case.senco)
    fill = f"/ehc-reviews/{case.pk}/form/"
    page = client.get(fill).content.decode()
    assert "Not offered yet" in page and 'name="form"' not in page
    client.post(fill, {"form": form.pk})
    assert not case.filled_forms.exists()

    checked = services.save_marks(form=form, by=case.senco, fields=form.fields)

    assert (checked.checked_by, bool(checked.checked_at)) == (case.senco, True)
    client.post(fill, {"form": form.pk})
    assert case.filled_forms.count() == 1
    newer = services.keep(data=nasty, **given)
    assert newer.checked_at is None and newer.fields == form.fields  # looked through once more


def test_a_box_takes_no_words(case):
    form = services.keep_starter(school=case.school, by=case.senco)
    document = Document()
    document.add_paragraph("☐ Amend the plan")
    boxed = services.keep(school=case.school, name="Boxes", data=saved(document),
                          file_name="a.docx", by=case.senco)  # fmt: skip
    with pytest.raises(IllegalMove, match="takes yes or no"):
        services.save_marks(form=boxed, by=case.senco, fields={"box:0": "pupil_name"})
    filled, _ = services.fill(about=case, by=case.senco,
                              form=services.save_marks(form=boxed, by=case.senco,
                                                       fields={"box:0": "tick_amend"}))  # fmt: skip
    assert "☒ Amend the plan" in text_of(filled.document.file.open("rb").read())
    assert form.checked_at


def test_a_request_fills_it_too(client, case):
    form = services.keep_starter(school=case.school, by=case.senco)
    row = AssessmentRequestFactory(pupil=case.pupil, family_said=NASTY, family_agrees="yes")
    sign_in(client, case.senco)
    assert (
        f"/ehc-requests/{row.pk}/authority/form/"
        in client.get(row.get_absolute_url()).content.decode()
    )

    client.post(f"/ehc-requests/{row.pk}/authority/form/", {"form": form.pk})

    filled = row.filled_forms.get()
    words = text_of(filled.document.file.open("rb").read())
    for each in ("Amina", NASTY, row.why, "The school", "Agrees", "Westshire County Council"):
        assert each in words, each
    assert (filled.review, filled.pupil) == (None, case.pupil)
    assert "zebra" not in words.lower() and "Two of three." not in words
    page = client.get(f"/ehc-requests/{row.pk}/authority/form/").content.decode()
    assert f"/documents/{filled.document_id}/" in page
    assert FilledForm.objects.visible_to(member(case.school, Role.TEACHER)).count() == 0


def test_a_filled_form_is_of_a_review_or_of_a_request_and_not_of_both(case):
    form = services.keep_starter(school=case.school, by=case.senco)
    filled, _ = services.fill(about=case, form=form, by=case.senco)
    with pytest.raises(IntegrityError), transaction.atomic():
        FilledForm.objects.filter(pk=filled.pk).update(review=None)
