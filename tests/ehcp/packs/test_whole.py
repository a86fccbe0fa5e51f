"""One pack of every kind of paper, read back with a library that did not make it."""

import os
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader

from accounts.permissions import Permission
from audit.models import Event
from benchmarks.packs import case_of
from ehcp.packs import parts, services
from ehcp.packs.case import Case
from ehcp.packs.front import with_days
from ehcp.packs.models import Pack
from pupils import documents
from pupils.models import ChronologyEntry
from sendcase import moment
from tests.factories.batches import work
from tests.factories.ehcp import InvitationFactory, review_in, written_plan
from tests.factories.packs import foreign_pdf, paper, picture
from tests.factories.people import sign_in
from tests.factories.pupils import PupilFactory
from tests.sendcase.pdf_reading import tags

pytestmark = pytest.mark.django_db
PLANTED = "zebrachild"


def texts(data) -> list[str]:
    book = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_range() for page in book]


def built(**asked) -> Pack:
    pack = services.ask(**asked)
    work()
    return Pack.objects.select_related("document", "job").get(pk=pack.pk)


def plant(case):
    """Another child's papers, on file and hung into this case by hand."""
    other = PupilFactory(school=case.school, legal_first_name=PLANTED)
    theirs = paper(other, case.senco, f"Paper of {PLANTED}", foreign_pdf(PLANTED))
    ChronologyEntry.objects.create(
        school=case.school, pupil=other, on=moment.today(), summary=PLANTED,
        needs=Permission.EHC_VIEW,
    )  # fmt: skip
    return theirs


def test_every_page_is_where_the_index_says_and_no_other_child_is_in_it(client):
    case = case_of(4)  # as the benchmark with 120
    plant(case)
    pack = built(by=case.senco, request=case.request)

    assert pack.state == "ready", [row.error for row in pack.job.rows.all()]
    data = documents.content(pack.document)
    if folder := os.environ.get("LOOK_AT_PACKS"):
        Path(folder, "request.pdf").write_bytes(data)
    pages = texts(data)
    assert len(pages) == pack.pages == len(PdfReader(BytesIO(data)).pages)
    for number, words in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in words.replace("\r\n", "\n"), number
    assert PLANTED not in "".join(pages) and PLANTED not in str(pack.contents + pack.separate)
    _index_is_right(pack, pages)
    _separate_and_missing(pack, pages)
    _whole_is_sound(pack, data)
    assert (pack.document.pupil, pack.document.needs) == (case.pupil, "ehc_view")
    sign_in(client, case.head)
    assert client.get(f"/documents/{pack.document.pk}/").status_code == 200
    assert Event.objects.filter(verb="document.downloaded", pupil_id=case.pupil.pk).exists()


def _index_is_right(pack, pages):
    first = {each["title"]: each["first"] for each in pack.contents}
    [index] = [n for n, words in enumerate(pages) if "Index" in words.splitlines()]
    assert pages[index].startswith("Index"), "nothing stands before the heading"
    listed = " ".join(" ".join(pages[index : pack.contents[0]["first"] - 1]).split())
    for each in with_days(pack.contents):
        assert " ".join(f"{each['title']} {each['on']} {each['first']}".split()) in listed
    said = {"Report of the speech therapist": "Therapy leaf 1", "Scores": "NGRT reading",
            "A drawing": "A drawing", "Stages and the register": "Still",
            "What happened when": "What happened"}  # fmt: skip
    for title, words in said.items():
        assert words in pages[first[title] - 1], title
    assert "Therapy leaf 3" in pages[first["Report of the speech therapist"] + 1]
    ends = [each["first"] + each["pages"] for each in pack.contents]
    assert ends[:-1] == [each["first"] for each in pack.contents[1:]]
    assert ends[-1] == len(pages) + 1


def _separate_and_missing(pack, pages):
    why = {each["title"]: each["why"] for each in pack.separate}
    assert set(why) == {"Form of the authority", "A damaged scan"}
    assert "Word file" in why["Form of the authority"]
    assert "No attendance is recorded." in pack.missing
    assert "No advice of an educational psychologist." in pack.missing
    assert "No referral is recorded." not in pack.missing
    listed = " ".join(pages[1].split())
    assert [words for words in [*pack.missing, *why] if words not in listed] == []
    assert "A Word file cannot be bound into a PDF." in listed
    assert "Save it as a PDF" in why["Form of the authority"] and "Save it" not in listed


def _whole_is_sound(pack, data):
    reader = PdfReader(BytesIO(data))
    assert reader.root_object["/Lang"] == "en-GB" and "Papers for an EHC" in reader.metadata.title
    assert {"/H1", "/Table", "/TH", "/Figure"} <= set(tags(data))
    marks = [mark for mark in reader.outline if not isinstance(mark, list)]
    assert [mark.title for mark in marks][:4] == ["Front page", "What is missing", "Index",
                                                  "The request"]  # fmt: skip
    of_scores = next(mark for mark in marks if mark.title == "Scores")
    [scores] = [each for each in pack.contents if each["part"] == "scores"]
    assert reader.get_destination_page_number(of_scores) + 1 == scores["first"]


def test_a_review_has_its_people_its_advice_and_says_who_gave_none(case):
    """A document of another child in the place of advice is nowhere."""
    review = review_in("invited", plan=written_plan(pupil=case.pupil))
    theirs = plant(case)
    InvitationFactory(review=review, name="Ms Wrong", advice=theirs, advice_on=moment.today())
    mine = paper(case.pupil, case.senco, "Hearing test", picture(), "image/jpeg")
    InvitationFactory(review=review, name="Dr Right", advice=mine, advice_words="Hears well.",
                      advice_on=moment.today())  # fmt: skip
    found = parts.gather(Case(by=case.senco, review=review))
    titles = [item.title for items in found.values() for item in items]
    assert PLANTED not in str(titles) and any("Hearing test" in title for title in titles)

    rest = {part.key for part in found} - {"invited", "advice"}
    pack = built(by=case.senco, review=review, without=rest)

    said = "".join(texts(documents.content(pack.document)))
    assert "Hears well." in said and PLANTED not in said
    assert "No advice from the social care officer of the local authority." in pack.missing
    assert "The report of the last annual review is not here." in pack.missing
