"""A paper that somebody brings: what is kept of it, and which files are refused by content."""

import io
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document as WordDocument
from PIL import Image
from pypdf import PdfWriter

from accounts.permissions import Role
from pupils import papers
from pupils.consents import services
from pupils.consents.models import Consent
from pupils.models import Document
from sendcase import moment
from tests.factories.people import member, sign_in
from tests.factories.pupils import ContactFactory, PupilFactory

TODAY = moment.today()


def picture(kind="PNG", size=(30, 40), **more) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind, **more)
    return out.getvalue()


def pdf(change=lambda writer: None) -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    change(writer)
    writer.write(out)
    return out.getvalue()


def packed(words: bytes) -> bytes:
    """A PDF that hides words in a packed part."""
    inner = zlib.compress(words)
    head = b"%%PDF-1.7\n5 0 obj\n<< /Type /ObjStm /Length %d /Filter /FlateDecode >>\nstream\n"
    return head % len(inner) + inner + b"\nendstream\nendobj\nstartxref\n0\n%%EOF\n"


def upload(data: bytes, name="slip.pdf"):
    return SimpleUploadedFile(name, data)


@pytest.mark.parametrize("name", ["slip.pdf", "SLIP.PDF"])
def test_a_plain_pdf_is_kept_as_it_is(name):
    data = pdf()
    assert papers.read(upload(data, name)) == papers.Paper(data, "application/pdf")
    assert papers.read(upload(packed(b"<< /Type /Page >>"))).media_type == "application/pdf"


def test_what_comes_up_by_chance_in_a_scan_refuses_nothing():
    noise = b"\nstream\n\x00/JS \xff/AA#53/JS(\nendstream\n"
    assert papers.read(upload(b"%PDF-1.7" + noise + b"startxref\n0\n%%EOF\n")).data


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_is_drawn_again_smaller_and_without_its_story(kind):
    exif = Image.Exif()
    exif[0x010E] = "Taken at 12 Mill Lane"
    more = {"exif": exif} if kind == "JPEG" else {}

    kept = papers.read(upload(picture(kind, (3000, 1500), **more), "slip.jpg"))

    with Image.open(io.BytesIO(kept.data)) as shown:
        assert (kept.media_type, shown.format, shown.size) == ("image/jpeg", "JPEG", (2000, 1000))
    assert b"Mill Lane" not in kept.data


REFUSED = {
    "scripts": (pdf()[:-6] + b"<< /S /JavaScript /JS (x) >>\n%%EOF\n", "a program"),
    "a file inside": (pdf(lambda writer: writer.add_attachment("x.exe", b"MZ")), "other files"),
    "a lock": (pdf(lambda writer: writer.encrypt("secret", algorithm="RC4-128")), "locked"),
    "a script by another spelling": (pdf()[:-6] + b"/S /Java#53cript\n%%EOF\n", "a program"),
    "a script in a packed part": (packed(b"<< /S /JavaScript /JS (x) >>"), "a program"),
    "a packed part that does not open": (packed(b"x").replace(b"x\x9c", b"zz"), "look into"),
    "one broken off": (pdf()[:-400], "damaged"),
    "no PDF": (b"MZ\x90", "not a PDF"),
    "a page of the web": (b"<html><script>x</script></html>", "not a PDF"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_a_signed_paper_never_holds_is_refused_with_a_reason(what):
    data, reason = REFUSED[what]
    with pytest.raises(papers.NotAPaper, match=reason):
        papers.read(upload(data))


@pytest.mark.parametrize(
    ("data", "name"),
    [(pdf(), "slip.jpg"), (picture(), "slip.pdf"), (picture("GIF"), "slip.png"),
     (b"\x89PNG\r\n\x1a\nbroken", "slip.png"), (b"<svg/>", "slip.svg")],
)  # fmt: skip
def test_a_name_that_says_something_else_is_refused(data, name):
    with pytest.raises(papers.NotAPaper):
        papers.read(upload(data, name))


WORD_FILE = io.BytesIO()
WordDocument().save(WORD_FILE)
LATIN = "Na\u00efve \u2013 caf\u00e9"


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_plain_text_is_kept_as_utf_8_where_it_was_written(code):
    kept = papers.read(upload(LATIN.encode(code), "Report.TXT"), written=True)
    assert kept == papers.Paper(LATIN.encode(), "text/plain")


def test_a_word_file_is_kept_where_it_was_written():
    kept = papers.read(upload(WORD_FILE.getvalue(), "report.docx"), written=True)
    assert kept == papers.Paper(WORD_FILE.getvalue(), papers.WORD)


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"MZ\x90\x00", "a.txt"), (b" <!DOCTYPE html><p>x", "a.txt"), (b"<svg/>", "a.txt"),
     (b"\n", "a.txt"), (b"\xff\xfe\x00\xd8", "a.txt"), (b"PK\x03\x04", "a.docx"),
     (b"words", "a.docx"), (WORD_FILE.getvalue(), "a.docm"), (WORD_FILE.getvalue(), "a.txt"),
     (pdf(), "a.docx"), (b"words", "a.html")],
)  # fmt: skip
def test_what_only_says_that_it_was_written_is_refused(data, name):
    with pytest.raises(papers.NotAPaper):
        papers.read(upload(data, name), written=True)


@pytest.mark.parametrize("name", ["slip.docx", "slip.txt"])
def test_a_signed_paper_is_neither(name):
    data = WORD_FILE.getvalue() if name.endswith("docx") else b"I agree."
    with pytest.raises(papers.NotAPaper, match="PDF, JPG or PNG"):
        papers.read(upload(data, name))


def test_too_large_or_a_bomb_is_refused(monkeypatch):
    monkeypatch.setattr(papers, "MOST_UNPACKED", 1000)
    with pytest.raises(papers.NotAPaper, match="look into"):
        papers.read(upload(packed(b"0" * 2000)))
    monkeypatch.setattr(papers, "MOST_BYTES", 100)
    with pytest.raises(papers.NotAPaper, match="larger"):
        papers.read(upload(pdf()))


@pytest.fixture
def pupil(db):
    pupil = PupilFactory()
    ContactFactory(pupil=pupil)
    return pupil


@pytest.fixture
def write_down(client, pupil):
    """write_down(role, **typed) → the answer to the form, as somebody of that role."""

    def send(role, **typed):
        sign_in(client, member(pupil.school, role))
        given = {"kind": "sharing", "scope": "The clinic reads the plan", "answer": "yes",
                 "who": pupil.contacts.get().pk, "given_on": TODAY.isoformat(),
                 "evidence": "Signed slip"}  # fmt: skip
        return client.post(f"/pupils/{pupil.pk}/consents/new/", given | typed)

    return send


@pytest.mark.parametrize("role", [Role.SENCO, Role.OFFICE])
def test_the_paper_is_kept_with_the_answer_for_those_who_read_consents(
    client, pupil, write_down, role
):
    assert write_down(role, upload=upload(picture(), "slip.png")).status_code == 302

    paper = Consent.objects.get().document
    assert (paper.title, paper.media_type, paper.needs) == (
        "Consent: sharing", "image/jpeg", "consent_view"
    )  # fmt: skip
    opened = {}
    for reader in (Role.SENCO, Role.HEAD, Role.OFFICE):
        sign_in(client, member(pupil.school, reader))
        opened[reader] = client.get(f"/documents/{paper.pk}/?view=1")
    assert {reader: answer.status_code for reader, answer in opened.items()} == {
        Role.SENCO: 200, Role.HEAD: 200, Role.OFFICE: 404
    }  # fmt: skip
    assert "attachment" in opened[Role.SENCO].headers["Content-Disposition"]
    assert opened[Role.SENCO].headers["Content-Security-Policy"].startswith("sandbox")


def test_what_is_wrong_with_it_stands_beside_it_and_nothing_is_kept(write_down):
    wrong = write_down(Role.SENCO, upload=upload(b"MZ", "slip.pdf"))
    assert "not a PDF, JPG or PNG" in wrong.context["form"].errors["upload"][0]

    again = write_down(Role.SENCO, scope="", upload=upload(pdf()))
    assert "once more" in again.context["form"].errors["upload"][0]
    assert not Consent.objects.exists() and not Document.objects.exists()


def test_either_one_on_file_or_a_new_one(pupil, write_down):
    on_file = services._kept_paper(pupil, "sharing", papers.Paper(pdf(), "application/pdf"), None)

    both = write_down(Role.SENCO, document=on_file.pk, upload=upload(pdf()))

    assert both.context["form"].errors["upload"] == ["Choose one: a paper on file, or a new one."]
    assert write_down(Role.SENCO, document=on_file.pk).status_code == 302
    assert Consent.objects.get().document == on_file
