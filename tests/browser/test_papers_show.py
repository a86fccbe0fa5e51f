"""A paper opens in the browser, inside its sandbox; or it is saved. Looked at in Chromium."""

import io
import os

import pytest
from PIL import Image

from accounts.permissions import Permission
from pupils import documents
from sendcase.pdf import render_pdf
from tests.conftest import QUIET, WHOLE
from tests.factories.people import member
from tests.factories.pupils import PupilFactory

pytestmark = pytest.mark.django_db(transaction=True)
INK = (200, 30, 30)
SHEET = """<!doctype html><html lang="en-GB"><head><title>Plan</title></head><body>
<h1>Plan</h1><p style="background: rgb(200, 30, 30); height: 8cm">&nbsp;</p></body></html>"""
MOST_LOOKS = 100


@pytest.fixture(scope="module")
def browser(playwright):
    """Chromium as people have it: its shell has no reader of papers."""
    if not os.path.exists(WHOLE):
        pytest.skip(f"no Chromium at {WHOLE}")
    with playwright.chromium.launch(executable_path=WHOLE, args=QUIET) as browser:
        yield browser


@pytest.fixture
def timeline(open_as):
    pupil = PupilFactory()
    senco = member(pupil.school, "senco")
    documents.store(
        pupil=pupil, title="The plan", data=render_pdf(SHEET), media_type="application/pdf",
        needs=Permission.PLAN_VIEW, by=senco,
    )  # fmt: skip
    return open_as(senco, f"/pupils/{pupil.pk}/timeline/")


def inked(page) -> int:
    """How many points of the screen have the colour of the sheet."""
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    return sum(n for n, colour in shot.getcolors(shot.width * shot.height) if colour == INK)


def test_the_browser_shows_it_in_its_sandbox(timeline):
    """Chromium's own reader shows it: it drops the sandbox for itself, as PDF runs apart there."""
    page = timeline
    assert not inked(page)
    page.get_by_role("link", name="read The plan").click()
    page.wait_for_url("**/documents/**")
    assert any(inked(page) > 10_000 for _ in range(MOST_LOOKS)), "the sheet is not on the screen"
    # What the site sent: the browser's own account of it is the reader's.
    headers = page.context.request.get(page.url).headers
    assert headers["content-disposition"].startswith("inline")
    assert "sandbox" in headers["content-security-policy"].split("; ")


def test_its_title_saves_it(timeline):
    with timeline.expect_download() as saved:
        timeline.get_by_role("link", name="The plan", exact=True).click()
    assert saved.value.suggested_filename == "the-plan.pdf"
