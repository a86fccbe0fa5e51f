"""The register on any day: axe, 320 px, headings, the keyboard, and without scripts."""

from datetime import timedelta

import pytest

from sendcase import moment
from tests.browser.walking import take_session
from tests.factories import board

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


def test_the_register_on_any_day(walk, case):
    here, today = f"{case.at}/past/", moment.today()
    walk.be(case.senco)
    walk.see(here)  # no record yet
    board.filled(case.school, 90, case.senco)
    ago = (today - timedelta(days=400)).isoformat()
    walk.see(here, f"{here}?on={ago}", f"{here}?on={ago}&beside={today}", f"{here}?on=1999-01-01",
             f"{here}?on=tomorrow")  # fmt: skip
    walk.see(f"{here}children/?on={ago}&table=register&row=All children",
             f"{here}children/?on={ago}&table=register&row=x")  # fmt: skip
    walk.saw("reports/past")


def test_a_figure_leads_to_its_children_without_scripts(browser, live_server, case):
    board.filled(case.school, 60, case.senco)
    context = browser.new_context(java_script_enabled=False)
    try:
        by_hand = context.new_page()
        take_session(context, case.senco, live_server.url)
        by_hand.goto(f"{live_server.url}{case.at}/past/")
        by_hand.get_by_role("link", name="A year ago beside today").press("Enter")
        row = by_hand.get_by_role("region", name="Support and plans")
        row.get_by_role("link").first.press("Enter")
        assert by_hand.get_by_role("row").count() > 2
        assert "as they stood on" in by_hand.content()
    finally:
        context.close()
