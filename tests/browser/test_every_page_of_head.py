"""The head's page: axe, 320 px, headings; every line a link by keyboard, and without scripts."""

import pytest

from sendcase.pdf import PdfFailed
from tests.browser.walking import take_session
from tests.factories import head
from tests.factories.complaints import Case

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


def test_the_heads_page(walk, monkeypatch):
    case = Case()
    at = f"/{case.school.slug}/head/"
    walk.be(case.head)
    walk.see(f"/{case.school.slug}/reports/", at)  # nothing to say yet
    head.busy(case)
    walk.see(at)

    def fails(html):
        raise PdfFailed("no")

    monkeypatch.setattr("reports.head.printing.render_pdf", fails)
    walk.see(f"{at}pdf/", status=503)
    walk.saw("reports/head")


def test_its_lines_open_without_scripts_by_keyboard(browser, live_server, transactional_db):
    case = head.busy()
    context = browser.new_context(java_script_enabled=False)
    try:
        by_hand = context.new_page()
        take_session(context, case.head, live_server.url)
        by_hand.goto(f"{live_server.url}/{case.school.slug}/reports/")
        by_hand.get_by_role("link", name="The head’s page").press("Enter")
        late = "2 support plans to review, the oldest 23 days late"
        by_hand.get_by_role("link", name=late).press("Enter")
        by_hand.wait_for_url("**/today/?kind=review-plan")
        assert "23 days late" in by_hand.content()
    finally:
        context.close()
