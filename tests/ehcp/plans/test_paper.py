"""The print of a version: tagged, page X of Y, every section, no number of the child."""

import io
from datetime import date

import pytest
from pypdf import PdfReader

from ehcp.plans import content, printing
from tests.factories.ehcp import written_plan

pytestmark = pytest.mark.django_db


def test_the_paper_says_everything_in_order_and_is_tagged():
    plan = written_plan()
    plan.pupil.upn = "B801200005001"
    pdf = PdfReader(io.BytesIO(
        printing.pdf(content.of_plan(plan), "Final plan", date(2026, 11, 24))
    ))  # fmt: skip
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())

    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert f"Page 1 of {len(pdf.pages)}" in text
    assert "Which paper Final plan, dated Tue 24 Nov 2026" in text
    assert "Maintained by Westshire County Council" in text and "Their reference" not in text
    assert "Confidential. EHC plan of" in text
    places = [text.index(f"Section {letter}:") for letter in ("A", "B", "E", "F", "I", "K")]
    assert places == sorted(places)
    assert "30 minutes, twice a week, in a group of 3" in text
    assert "Meets need B1, serves outcome E1." in text
    assert "B801200005001" not in text and plan.pupil.name in text
