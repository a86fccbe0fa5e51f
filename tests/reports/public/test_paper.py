"""The PDF: tagged, with the words and the sums, hostile text as it is."""

import io

import pytest
from PIL import Image

from reports.public import content, printing, reading, services
from schools.models import Logo
from sendcase import moment
from tests.reports.public.conftest import write
from tests.sendcase.pdf_reading import alternatives, faults, flat, opened, tags

pytestmark = pytest.mark.django_db
A_LIST = "Ask us:\n– by phone\n– by letter"
HOSTILE = '<b>bold</b> <img src="file:///etc/passwd"> =1+1'


def a_logo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 20), "navy").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def strategy(here):
    """Every section written, costs over two years, a logo."""
    Logo.objects.create(school=here.school, png=a_logo())
    document = services.begin(school=here.school, outline="inclusion-strategy", by=here.senco)
    write(document, here.senco, words=HOSTILE, but={"now"})
    row = reading.section_of(document, "now")
    services.save_section(document=document, key="now", words=A_LIST, by=here.senco,
                          version=row.version)  # fmt: skip
    for year in (2026, 2027):
        services.new_line(document=document, activity="Sensory room", year=year, pence=123_456,
                          by=here.senco)  # fmt: skip
    return document


def test_it_is_tagged_and_says_what_was_written(strategy):
    today = moment.today()
    value = content.dated(reading.value_of(strategy), published_on=today, approved_on=today,
                          governors_on=today, next_by=today)  # fmt: skip
    data = printing.pdf(value, strategy.school, state_words="Published today")
    kinds = tags(data)
    assert kinds[0] == "/Document" and kinds.count("/H1") == 1 and kinds.count("/Figure") == 1
    # Contents, and each heading with something under it.
    assert kinds.count("/H2") == 1 + len({part["heading"] for part in value["sections"]})
    assert kinds.count("/Table") == 1
    assert kinds.count("/L") == 2  # contents, and lines that begin with a dash
    assert faults(data) == []
    assert alternatives(data) == {f"Logo of {strategy.school.name}"}
    words = flat(data)
    assert HOSTILE in words and "£2,469.12" in words and "2027/28" in words
    assert "Next update by" in words and "Page 1 of" in words
    reader = opened(data)
    assert reader.metadata.title == f"Inclusion strategy: {strategy.school.name}"
    assert reader.root_object["/Lang"] == "en-GB"


def test_a_draft_says_that_it_is_one(strategy):
    words = flat(
        printing.pdf(
            reading.value_of(strategy), strategy.school, state_words="Draft, not published"
        )
    )
    assert "A draft: not published." in words and "Published" not in words.split("A draft")[0]
