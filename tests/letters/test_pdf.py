"""What goes into the envelope: one page with its slip, the plan behind it, one family only."""

from datetime import date
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from letters import paper, services
from letters.models import LetterVersion
from pupils import documents
from pupils.models import Document
from schools.models import Logo
from tests.factories.letters import Family, plan_document, prepare
from tests.factories.pupils import ContactFactory
from tests.sendcase.pdf_reading import flat, opened, tags

pytestmark = pytest.mark.django_db

LONG_FIRST = "Bartholomew-Alexander Maximilian Konstantin"
LONG_LAST = "Featherstonehaugh-Cholmondeley-Ščepanović O’Brien"
LONG_ADDRESS = (
    "Flat 14b, The Old Converted Granary Buildings\nUpper Nether Wallopington-under-the-Hill\n"
    "Near Llanfairpwllgwyngyll\nWestbridge\nWestshire"
)


def filled(family):
    school = family.school
    school.address, school.postcode = "School Lane\nWestbridge", "WB1 1AA"
    school.sendiass_contact = "Westshire SENDIASS, 01632 960456"
    school.local_offer_url = "https://www.westshire.example/local-offer"
    school.save()
    return family


@pytest.fixture
def family(db):
    return filled(Family(legal_first_name="Amina"))


def pdf(letter):
    return paper.whole_pdf(letter, paper.content_of(letter))


def page_one(data):
    return " ".join(opened(data).pages[0].extract_text().split())


def test_the_letter_carries_every_element_of_the_paper_form(family):
    letter = family.issued(attachments=[plan_document(family.pupil, family.senco)])

    data = LetterVersion.objects.get(letter=letter).document.file.open("rb").read()
    first = page_one(data)
    for element in (
        "Dear Ms Brightwater",
        "hard to hear the sounds inside words",  # what staff have noticed
        "a place on our SEN register",
        "Individual Education Plan. It has three targets",
        "Ms R. Osei leads the plan. We will look at it again by Fri 15 Jan 2027",
        "How you can help",
        "Talk to the class teacher about the targets: Parent Consultation evenings",
        "Westshire SENDIASS, 01632 960456",
        "https://www.westshire.example/local-offer",
        "Thank you",
        "Yours sincerely Mr J. Whitlock SENCO",
        "With this letter: Individual Education Plan, version 1",
        "To: SENCO",
        "I have received your letter, which tells me that Amina Brightwater is on the SEN register",
        "Signed:",
        "not consent",
    ):
        assert element in first, element
    assert "Reads twenty words" in opened(data).pages[1].extract_text()
    assert len(opened(data).pages) == 2


def test_the_plan_is_behind_the_letter_and_still_a_file_of_its_own(family):
    plan = plan_document(family.pupil, family.senco)
    before = documents.content(plan)

    letter = family.issued(attachments=[plan])

    kept = Document.objects.visible_to(family.senco).filter(pupil=family.pupil)
    together = LetterVersion.objects.get(letter=letter).document
    assert {row.pk for row in kept} == {plan.pk, together.pk}
    assert documents.content(plan) == before
    assert "Page 1 of 1" in flat(before)
    assert "Page 2 of 2" in flat(documents.content(together))
    assert "of 1" not in flat(documents.content(together))


def test_tags_title_and_language_stand_in_reading_order(family):
    letter = family.prepared(attachments=[plan_document(family.pupil, family.senco)])

    data = pdf(letter)

    kinds = {"/Document", "/H1", "/H2", "/P", "/BlockQuote", "/L", "/LI", "/Table", "/TH"}
    order = list(dict.fromkeys(tag for tag in tags(data) if tag in kinds))
    assert order == ["/Document", "/P", "/H1", "/BlockQuote", "/H2", "/L", "/LI", "/Table", "/TH"]
    assert tags(data).count("/Document") == 2
    assert tags(data).count("/LI") == 3
    assert opened(data).metadata.title == "Extra support for Amina"
    assert opened(data).root_object["/Lang"] == "en-GB"


PURPOSES = [
    "placed-on-register",
    "support-started",
    "plan-shared",
    "stage-changed",
    "left-register",
]


@pytest.mark.parametrize("purpose", PURPOSES)
@pytest.mark.parametrize("young", [False, True])
def test_letter_and_slip_fit_on_one_page_with_long_names_and_a_long_address(purpose, young):
    born_on = date(2008, 1, 5) if young else date(2018, 3, 14)
    family = filled(Family(legal_first_name=LONG_FIRST, legal_last_name=LONG_LAST, born_on=born_on))
    family.mother.last_name, family.mother.address = LONG_LAST, LONG_ADDRESS
    family.mother.save()
    assert len(family.pupil.name) > 60

    words = "Writing tires the hand. " * 20
    data = pdf(family.prepared(purpose=purpose, noticed=words, why=words))

    assert len(opened(data).pages) == 1
    assert "not consent" in page_one(data)
    if not young:
        assert "Near Llanfairpwllgwyngyll, Westbridge, Westshire WB1 2AB" in page_one(data)


@pytest.mark.parametrize("name", ["O’Brien-Ščepanović", "D'Souza", "الهاشمي", "Ng 😀", "Łukasz"])
def test_awkward_names_are_printed_whole(name):
    family = filled(Family(legal_first_name="Ana", legal_last_name=name))
    shaped = name in {"الهاشمي"}  # its letters come back in the order they are drawn

    data = pdf(family.prepared())

    assert len(opened(data).pages) == 1
    assert shaped or f"Ana {name}" in flat(data)


def test_two_homes_never_learn_of_each_other(family):
    ContactFactory(
        pupil=family.pupil, household=2, title="Mr", first_name="Omar", last_name="Elsewhere",
        address="9 Secret Street\nFarborough", postcode="FB2 9XX", phone="01632 960999",
    )  # fmt: skip
    barred = {"do_not_contact": True, "do_not_contact_reason": "Court order 7"}
    ContactFactory(
        pupil=family.pupil, household=3, first_name="Zed", last_name="Barred",
        address="1 Barred Road", postcode="ZZ1 1ZZ", **barred,
    )  # fmt: skip
    Family(school=family.school, legal_first_name="Planted", legal_last_name="Otherchild")

    mothers, fathers = map(flat, map(pdf, prepare(family.pupil, by=family.senco)))

    for planted in ("Elsewhere", "Secret", "FB2", "960999", "Omar"):
        assert planted not in mothers
    for planted in ("Leila", "Mill Lane", "WB1 2AB"):
        assert planted not in fathers
    for both in (mothers, fathers):
        for planted in ("Barred", "Court order", "ZZ1", "Planted", "Otherchild"):
            assert planted not in both


def test_nothing_about_the_child_shows_in_the_window_of_the_envelope(family):
    data = pdf(family.prepared())
    seen = []

    def visit(text, page, line, *rest):
        x = (line[4] * page[0] + line[5] * page[2] + page[4]) / 72 * 25.4
        y = 297 - (line[4] * page[1] + line[5] * page[3] + page[5]) / 72 * 25.4
        if text.strip() and y <= 84 and x < 112:
            seen.append(text.strip())

    PdfReader(BytesIO(data)).pages[0].extract_text(visitor_text=visit)
    window = " ".join(seen)
    assert "Ms Leila Brightwater" in window and "WB1 2AB" in window
    assert "Dear" not in window and "Amina" not in window


@pytest.mark.parametrize(
    "planted",
    [
        "<script>alert(1)</script>",
        "**bold** {{ x }} {salutation}",
        '<img src="file:///etc/passwd">',
    ],
)
def test_text_that_looks_like_code_is_printed_as_typed(family, planted):
    letter = family.prepared(noticed=planted)
    letter = services.edit(
        letter=letter, version=letter.version, personal_note=planted, facts={}, by=family.senco
    )
    family.mother.first_name = planted[:60]
    family.mother.save()

    text = flat(pdf(type(letter).objects.get(pk=letter.pk)))

    assert text.count(planted) >= 2
    assert f"Ms {planted[:60]} Brightwater" in text


def test_large_print_is_large_and_may_take_several_pages(family):
    family.mother.accessible_format = "large"
    family.mother.save()
    sizes = set()

    data = pdf(family.prepared())

    def visit(text, current, matrix, font, size):
        if "sounds inside words" in text:
            sizes.add(round(abs(size * matrix[0] * current[0]) or size))

    opened(data).pages[0].extract_text(visitor_text=visit)
    assert len(opened(data).pages) > 1
    assert sizes and min(sizes) >= 16


def test_the_schools_logo_is_on_it_with_its_name_as_alternative(family):
    png = BytesIO()
    Image.new("RGB", (40, 20), "black").save(png, "PNG")
    Logo.objects.create(school=family.school, png=png.getvalue())

    data = pdf(family.prepared())

    assert tags(data).count("/Figure") == 2  # and the picture of the code


def test_without_sendiass_the_line_is_left_out_and_it_is_said(family):
    family.school.sendiass_contact = ""
    family.school.save()
    letter = family.prepared()

    content = paper.content_of(letter)

    assert paper.left_out(content) == ["sendiass"]
    assert "impartial" not in flat(pdf(letter))
    assert paper.wants(letter, content) == []


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        (["1 A", "B", "C"], ["1 A", "B", "C"]),
        (["1 A Street", "B", "C", "D", "PC1"], ["1 A Street", "B, C", "D", "PC1"]),
    ],
)
def test_an_address_is_folded_into_the_window_without_losing_a_word(lines, shown):
    assert paper.window_lines(lines) == shown
