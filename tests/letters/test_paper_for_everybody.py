"""A letter for those who hear it, enlarge it or read it in another language: tags, order, size."""

import pytest

from letters import paper
from letters.models import LetterTemplate
from letters.wordings import invented, trying
from schools.models import Logo
from schools.services.signature import set_signature
from tests.factories.letters import Family, plan_document
from tests.letters.test_pdf import LONG_ADDRESS, LONG_LAST, filled
from tests.letters.test_slips import a_picture, asking
from tests.sendcase.pdf_reading import (
    alternatives,
    faults,
    flat,
    opened,
    read_aloud,
    sequences,
    sizes,
    tags,
)

pytestmark = pytest.mark.django_db
URDU = "آپ کے بچے {pupil_first_name} کے لیے {signer_name}۔\n\n{sendiass}"


@pytest.fixture
def family(db):
    return filled(Family(legal_first_name="Amina"))


def in_urdu(family):
    family.mother.language = "Urdu"
    family.mother.save()
    LetterTemplate.objects.create(
        school=family.school, purpose="placed-on-register", language="ur", subject="خط",
        body=URDU, slip="مجھے خط مل گیا۔",
    )  # fmt: skip
    return family.prepared()


def signed(family):
    Logo.objects.create(school=family.school, png=a_picture())
    set_signature(school=family.school, role="senco", data=a_picture(), by=family.senco)
    return family.approved()


def large(family):
    family.mother.accessible_format = "large"
    family.mother.save()
    return family.prepared()


def with_plan(family):
    return family.prepared(attachments=[plan_document(family.pupil, family.senco)])


SHAPES = {
    "plain": lambda family: family.prepared(),
    "consent": asking,
    "signed": signed,
    "large": large,
    "urdu": in_urdu,
    "with plan": with_plan,
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_public_checker_finds_nothing_against_pdf_ua(family, shape):
    letter = SHAPES[shape](family)
    data = paper.whole_pdf(letter, paper.content_of(letter))

    assert faults(data) == []
    root = opened(data).root_object
    assert root["/MarkInfo"]["/Marked"] and root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/Lang"] == ("ur" if shape == "urdu" else "en-GB")
    assert opened(data).metadata.title
    headings = [int(tag[2]) for tag in tags(data) if tag in {"/H1", "/H2", "/H3"}]
    assert headings[0] == 1
    assert all(after <= before + 1 for before, after in zip(headings, headings[1:], strict=False))
    fonts = {font.get_object()["/BaseFont"] for each in opened(data).pages
             for font in each["/Resources"]["/Font"].values()}  # fmt: skip
    assert all("+" in name for name in fonts)  # a part of it, embedded


def test_every_picture_says_what_it_shows(family):
    letter = signed(family)
    data = paper.whole_pdf(letter, paper.content_of(letter))

    said = alternatives(data)
    assert {family.school.name, "Signature of Mr J. Whitlock"} < said
    [code] = [words for words in said if words.startswith("QR code: opens ")]
    assert paper.content_of(letter)["reply"]["code"] in code
    assert tags(data).count("/Figure") == 3


@pytest.mark.parametrize("shape", ["plain", "consent", "signed", "urdu"])
def test_it_is_read_aloud_from_the_top_to_the_bottom(family, shape):
    letter = SHAPES[shape](family)
    data = paper.whole_pdf(letter, paper.content_of(letter))
    tops = {place: top for _, place, top, _ in sequences(data) if top is not None}

    heard = [tops[place] for place in read_aloud(data) if place in tops]

    assert len(heard) == len([place for place in tops if place is not None]) > 20
    # Beside one another stand the date and the window, the code and its picture.
    assert all(after > before - 12 for before, after in zip(heard, heard[1:], strict=False))
    assert heard[-1] > 200


def test_the_foot_is_no_part_of_what_is_read_aloud(family):
    data = paper.whole_pdf(letter := family.prepared(), paper.content_of(letter))

    feet = [tag for tag, place, top, _ in sequences(data) if top and top > 280]

    assert feet == ["Artifact", "Artifact"]
    assert "Page 1 of 1" in flat(data)


def test_letters_that_change_their_shape_are_given_as_they_were_written(family):
    data = paper.whole_pdf(letter := in_urdu(family), paper.content_of(letter))

    said = " ".join(words for *_, words in sequences(data))

    assert "آپ کے بچے Amina کے لیے Mr J. Whitlock۔" in said
    assert "صفحہ 1 از 1" in said


def test_words_in_another_language_say_so(family):
    letter = in_urdu(family)
    data = opened(paper.whole_pdf(letter, paper.content_of(letter))).pages[0]

    drawn = data.get_contents().get_data()

    assert b"/Lang (en-GB)" in drawn  # the letterhead and the address
    assert b"/Lang (ur)" not in drawn  # as the whole document: said once


def lowest_in_window(data) -> float:
    """Of the address, in millimetres from the top of the page."""
    lowest = []

    def visit(text, page, line, *rest):
        x = (line[4] * page[0] + line[5] * page[2] + page[4]) / 72 * 25.4
        y = 297 - (line[4] * page[1] + line[5] * page[3] + page[5]) / 72 * 25.4
        if text.strip() and 50 < y < 110 and x < 112:
            lowest.append((text.strip(), y))

    opened(data).pages[0].extract_text(visitor_text=visit)
    return next(y for text, y in lowest if "WB1 2AB" in text)


def test_the_postcode_of_the_longest_names_and_address_is_in_the_window(family):
    for field, value in {"first_name": "Maria Immaculata Evangeline", "last_name": LONG_LAST,
                         "address": LONG_ADDRESS}.items():  # fmt: skip
        setattr(family.mother, field, value)
    family.mother.save()
    from tests.factories.pupils import ContactFactory

    ContactFactory(pupil=family.pupil, title="Mr", first_name="Bartholomew Fitzgerald",
                   last_name=LONG_LAST, address=LONG_ADDRESS, postcode="WB1 2AB")  # fmt: skip
    letter = family.prepared()
    content = paper.content_of(letter)

    assert LONG_LAST in content["to"]["name"] and " and Mr Barth" in content["to"]["name"]
    assert lowest_in_window(paper.whole_pdf(letter, content)) < 81


def test_large_print_is_large_everywhere_but_in_the_window_and_the_foot(family):
    letter = large(family)
    content = paper.content_of(letter)
    content["to"]["lines"], content["to"]["name"] = [], ""

    found = sizes(paper.letter_pdf(content, images={}))

    assert {size for size in found if size < 16} <= {12, 13}  # the foot, the letterhead


def test_a_letter_too_long_for_one_page_is_not_made_small(family):
    from letters import services

    letter = family.prepared()
    words = "We met and talked about what helps. " * 130
    letter = services.edit(letter=letter, version=letter.version, personal_note=words, facts={},
                           by=family.senco)  # fmt: skip

    data = paper.letter_pdf(paper.content_of(letter), images={})

    assert len(opened(data).pages) == 2
    assert 10.5 in sizes(data)
    assert "Page 2 of 2" in flat(data)


@pytest.mark.parametrize("young", [False, True])
def test_every_letter_in_urdu_keeps_to_one_page(family, young):
    """Placeholder words: what is asked is the room that the fixed words take."""
    from letters import wording
    from letters.purposes import purposes

    child = invented.pupil(family.school, invented.EVERYTHING)
    for key in ("agency-consent", "placed-on-register", "meeting-invitation"):
        template = wording.current(family.school, key, for_young_person=young)
        template.language = "ur"
        [content, *_] = trying.contents(template, child, examples=True)
        assert len(opened(paper.letter_pdf(content, images={})).pages) == 1
        assert key in purposes
