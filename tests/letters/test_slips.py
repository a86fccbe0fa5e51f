"""The other way to answer: the code on the slip, its picture, and letters that ask for nothing."""

import json
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image

from letters import paper, services
from letters.models import LetterTemplate, LetterVersion
from letters.replies import codes
from pupils.models import Contact
from schools.services.signature import set_signature
from tests.factories.letters import FACTS, Family
from tests.sendcase.pdf_reading import opened, picture

pytestmark = pytest.mark.django_db


def a_picture() -> bytes:
    png = BytesIO()
    Image.new("RGB", (60, 20), "black").save(png, "PNG")
    return png.getvalue()


@pytest.fixture
def family(db):
    return Family(legal_first_name="Amina")


def prepared(family, purpose, **facts):
    [letter] = services.prepare(
        purpose=purpose, pupil=family.pupil, facts=facts, attachments=[], about=family.pupil,
        by=family.senco,
    )  # fmt: skip
    return letter


def asking(family):
    return prepared(family, "agency-consent", agency="the speech team", why="To help.",
                    what_shared="two plans", until_day="Fri 23 Jul 2027")  # fmt: skip


def test_the_code_is_on_the_paper_and_in_its_picture(family):
    letter = family.prepared()
    content = paper.content_of(letter)
    html = paper.html(content)
    code = codes.code_of(letter)
    assert code in html
    assert f"/r/{codes.normal(code)}/" == content["reply"]["url"][-14:]


@pytest.mark.parametrize("large", [False, True])
def test_a_phone_reads_the_picture_off_the_printed_page(family, large):
    """By another library than drew it, at the resolution of an office printer."""
    content = paper.content_of(family.prepared()) | {"large": large}
    data = paper.letter_pdf(content, images={})

    pages = [picture(data, number, dots=200) for number in range(len(opened(data).pages))]

    found = [each.text for page in pages for each in zxingcpp.read_barcodes(page)]
    assert found == [content["reply"]["url"]]


def test_a_yes_or_no_stands_apart_from_receipt_only_where_it_is_asked_for(family):
    plain = paper.html(paper.content_of(family.prepared()))
    asked = paper.html(paper.content_of(asking(family)))
    assert "I do not agree" in asked and "I do not agree" not in plain
    assert "not consent to anything" in plain and "not consent to anything" not in asked


def test_a_letter_that_asks_for_no_answer_has_no_code(family):
    letter = prepared(
        family, "consent-confirmed", consent_words="Yes.", given_by="Ms B", given_day="today",
        given_how="on our page",
    )  # fmt: skip
    content = paper.content_of(letter)
    assert content["reply"] == {}
    assert "/r/" not in paper.html(content)


def test_the_signature_is_of_whoever_approved_it_and_of_nobody_else(family):
    signed = family.approved()
    assert "signature" not in paper.images_of(signed)  # nothing uploaded: room for a pen
    set_signature(school=family.school, role="senco", data=a_picture(), by=family.senco)
    waiting = asking(family)

    assert (
        "signature" in paper.images_of(signed) and paper.content_of(signed)["signer"]["signature"]
    )
    page = paper.html(paper.content_of(signed), images=paper.images_of(signed))
    assert 'alt="Signature of Mr J. Whitlock"' in page
    assert "signature" not in paper.images_of(waiting)  # not approved: nobody stands behind it
    signed.approved_by = family.head
    assert "signature" not in paper.images_of(signed)


def test_codes_differ_and_nobody_can_mishear_them(family):
    one, other = codes.code_of(family.prepared()), codes.code_of(asking(family))
    assert one != other
    assert codes.is_code(one) and codes.is_code(one.lower().replace(" ", "-"))
    assert not codes.is_code(one.replace(one[0], "A"))


def test_a_letter_frozen_before_there_were_codes_still_shows(family, client):
    letter = family.issued()
    old = json.loads(LetterVersion.objects.get(letter=letter).content)
    del old["reply"], old["wording"]["language"]
    assert "/r/" not in paper.html(old)
    assert '<html lang="en-GB" dir="ltr">' in paper.html(old)


def in_language(family, language, code, words):
    Contact.objects.filter(pk=family.mother.pk).update(language=language)
    first = family.prepared().template
    LetterTemplate.objects.create(
        school=family.school, purpose=first.purpose, language=code, subject=words,
        body=f"{words} {{pupil_first_name}}, {{reply_by}}.", slip=words,
    )  # fmt: skip
    services.withdraw(letter=family.pupil.letters.get(), reason="Again.", by=family.senco)
    return paper.html(paper.content_of(family.prepared(**FACTS)))


def test_a_letter_in_urdu_is_in_urdu_from_the_date_to_the_slip(family):
    html = in_language(family, "Urdu", "ur", "خط")
    assert '<html lang="ur" dir="rtl">' in html
    assert "Dear" not in html and "Please cut here" not in html and "Page {page}" not in html
    assert "<p>محترم / محترمہ \u2068Ms Brightwater\u2069،</p>" in html
    assert "(\u2068I would like to talk about this.\u2069)" in html  # the office reads the slip
    assert "خط \u2068Amina\u2069, \u2068" in html
    assert " 2026" not in html.split("</head>")[1].replace("نومبر 2026", "").replace(
        "دسمبر 2026", ""
    )


def test_where_we_have_no_words_of_a_language_our_own_lines_are_english_and_say_so(family):
    html = in_language(family, "Farsi", "fa", "نامه")
    assert '<html lang="fa" dir="rtl">' in html
    assert '<p lang="en-GB" dir="ltr">Dear Ms Brightwater</p>' in html
    assert "(I would like" not in html
