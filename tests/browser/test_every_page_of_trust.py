"""The schools of a trust: axe, 320 px, headings, the keyboard, and without scripts."""

import pytest

from tests.browser.walking import A_PDF, take_session
from tests.factories import trusts

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


@pytest.fixture(autouse=True)
def paper(monkeypatch):
    monkeypatch.setattr("reports.board.printing.render_pdf", lambda html: A_PDF)


def test_the_schools_of_a_trust(walk, transactional_db):
    weald = trusts.trust()
    trusts.school_of(weald, "Cedar")
    walk.be(trusts.lead(weald))
    walk.see("/trust/weald/")  # nothing published yet
    trusts.school_of(weald, "Ash", 420)
    trusts.school_of(weald, "Birch", 60, seed=2)
    walk.see("/", "/trust/weald/")
    walk.saw("reports/trust")


def test_a_report_opens_from_it_without_scripts_by_keyboard(browser, live_server, transactional_db):
    weald = trusts.trust()
    school = trusts.school_of(weald, "Ash", 60)
    trusts.school_of(weald, "Cedar")
    context = browser.new_context(java_script_enabled=False)
    try:
        by_hand = context.new_page()
        take_session(context, trusts.lead(weald), live_server.url)
        by_hand.goto(f"{live_server.url}/{school.slug}/reports/")
        by_hand.get_by_role("link", name="The schools of the trust").press("Enter")
        by_hand.get_by_role("link", name="Ash").press("Enter")
        assert "Governors’ report, Autumn 2026" in by_hand.content()
    finally:
        context.close()
