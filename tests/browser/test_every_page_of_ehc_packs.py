"""Packs and the chronology: axe, 320 px, headings; made by keyboard without scripts."""

import pytest

from ehcp.packs.models import Pack
from ehcp.requests import services as requests
from sendcase import moment
from tests.browser.test_without_mouse_or_scripts import Keys
from tests.browser.walking import A_PDF, take_session
from tests.factories.ehcp import review_in, written_plan
from tests.factories.packs import paper

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


@pytest.fixture
def asked(case):
    row = requests.start(
        pupil=case.pupil, by=case.senco, asked_by="parent", why="Two plans did not help.",
        local_authority="Westshire",
    )  # fmt: skip
    paper(case.pupil, case.senco, "Report of the speech therapist", A_PDF)
    paper(case.pupil, case.senco, "Hearing test", A_PDF)
    return row


def test_packs(walk, case, asked):
    walk.be(case.senco)
    story = f"/pupils/{case.pupil.pk}/ehc-chronology/"
    choose = f"/ehc-packs/for-request/{asked.pk}/"
    walk.see(choose, story, f"{story}?kind=family", f"{story}?since=soon")
    for box in walk.page.goto(walk.url + choose) and walk.page.locator("[name=part]").all():
        box.uncheck()
    walk.press(wrong=True)
    walk.page.goto(walk.url + choose)
    walk.press()
    pack = Pack.objects.get()
    here = pack.get_absolute_url()
    walk.see(choose)
    walk.page.goto(walk.url + here)
    walk.press("Stop")
    Pack.objects.update(
        state="ready", pages=9, built_at=moment.now(), missing=["No attendance is recorded."],
        without=["letters", "others:7"],
        contents=[{"part": "others", "title": "Report of the speech therapist " * 4,
                   "on": "2026-03-02", "first": 4, "pages": 6}],
        separate=[{"part": "others", "title": "A form", "on": None, "why": "It is locked."}],
        document=case.pupil.documents.first(),
    )  # fmt: skip
    walk.see(here, f"/pupils/{case.pupil.pk}/ehc/")
    Pack.objects.update(state="waiting")  # its job has ended: it failed
    walk.see(here)
    review = review_in("invited", plan=written_plan(pupil=case.pupil))
    walk.see(f"/ehc-packs/for-review/{review.pk}/")
    walk.be(case.head)
    walk.see(choose, here)
    walk.saw("ehcp/packs")


def test_made_by_keyboard_without_scripts(browser, live_server, case, asked):
    with browser.new_context(java_script_enabled=False) as context:
        take_session(context, case.senco, live_server.url)
        page = context.new_page()
        page.goto(f"{live_server.url}/ehc-packs/for-request/{asked.pk}/")
        page.locator("#part-chronology").press("Space")
        page.get_by_role("button", name="Put the papers together").press("Enter")
        page.get_by_role("heading", name="The papers of").wait_for()
        assert Pack.objects.get().without == ["chronology"]
        page.get_by_role("link", name="See how far it is now").press("Enter")
        page.get_by_text("0 of 2 steps done").wait_for()


def test_the_tab_key_reaches_every_tick(open_as, case, asked):
    page = open_as(case.senco, f"/ehc-packs/for-request/{asked.pk}/")
    keys = Keys(page)
    keys.go("#part-others", key="Space")
    keys.go("summary")
    keys.go("button.btn-primary", key="Enter")
    page.get_by_role("heading", name="The papers of").wait_for()
    assert Pack.objects.get().without == ["others"]
