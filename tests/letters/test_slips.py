"""The other way to answer: the code on the slip, its picture, and letters that ask for nothing."""

import json
import re
from io import BytesIO

import pytest
import qrcode
from PIL import Image

from letters import paper, services
from letters.models import LetterTemplate, LetterVersion
from letters.replies import codes
from pupils.models import Contact
from schools.services.signature import set_signature
from tests.factories.letters import FACTS, Family

pytestmark = pytest.mark.django_db


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

    drawn = {(int(x) - 4, int(y) - 4) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", html)}
    made = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    made.add_data(content["reply"]["url"])
    made.make(fit=True)
    rows = made.get_matrix()
    assert drawn == {(x, y) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark}


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
    png = BytesIO()
    Image.new("RGB", (60, 20), "black").save(png, "PNG")
    signed = family.approved()
    assert "signature" not in paper.images_of(signed)  # nothing uploaded: room for a pen
    set_signature(school=family.school, role="senco", data=png.getvalue(), by=family.senco)
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
    assert 'lang="en-GB" dir="ltr"' in paper.html(old)


def test_a_letter_in_urdu_runs_from_the_right_and_our_own_lines_do_not(family):
    Contact.objects.filter(pk=family.mother.pk).update(language="Urdu")
    first = family.prepared().template
    LetterTemplate.objects.create(
        school=family.school, purpose=first.purpose, language="ur", subject="خط",
        body="آپ کا بچہ {pupil_first_name}۔", slip="مجھے خط مل گیا۔",
    )  # fmt: skip
    services.withdraw(letter=family.pupil.letters.get(), reason="Again.", by=family.senco)
    html = paper.html(paper.content_of(family.prepared(**FACTS)))
    assert '<html lang="ur" dir="rtl">' in html
    assert '<p lang="en-GB" dir="ltr">Dear' in html
