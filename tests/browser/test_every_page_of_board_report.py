"""The governors' report: axe, 320 px, headings, the keyboard, and without scripts."""

import pytest

from reports.board import services
from tests.browser.walking import A_PDF, take_session
from tests.factories import board
from tests.factories.people import member
from tests.factories.pupils import PupilFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


@pytest.fixture(autouse=True)
def paper(monkeypatch):
    monkeypatch.setattr("reports.board.printing.render_pdf", lambda html: A_PDF)


def test_the_governors_report(walk, case):
    here = f"{case.at}/board-report/"
    walk.be(case.senco)
    walk.see(here)  # no term yet
    PupilFactory(school=case.school, legal_first_name="Xanthippe")
    board.filled(case.school, 90, case.senco)
    board.term(case.school)
    walk.see(here)
    walk.press("Begin the report of Autumn 2026")
    row = services.BoardEdition.objects.get()
    walk.wrong(f"{row.get_absolute_url()}words/", well="Xanthippe reads.")
    walk.press(well="Reviews were on time.", worries="A post is empty.", asks="Visit us.")
    walk.be(case.head)
    walk.see(row.get_absolute_url())
    walk.press("Confirm the words")
    walk.be(case.senco)
    walk.see(row.get_absolute_url(), f"{row.get_absolute_url()}words/",
             f"{row.get_absolute_url()}publish/")  # fmt: skip
    walk.press("Publish")
    another_term(case)
    walk.be(member(case.school, "governor"))
    walk.see(f"{case.at}/reports/", here, f"{here}questions/", row.get_absolute_url())
    [latest] = services.BoardEdition.objects.filter(term_name="Spring 2027")
    walk.see(latest.get_absolute_url())
    assert "Beside earlier reports" in walk.page.content()
    walk.saw("reports/board")


def another_term(case):
    services.BoardEdition.objects.update(term=None, starts_on="2026-01-05", ends_on="2026-03-27")
    case.school.terms.update(name="Spring 2027")
    board.published(case.school, case.senco, case.head)


def test_words_are_written_and_published_without_scripts_by_keyboard(browser, live_server, case):
    board.term(case.school)
    context = browser.new_context(java_script_enabled=False)
    try:
        by_hand = context.new_page()
        take_session(context, case.senco, live_server.url)
        by_hand.goto(f"{live_server.url}{case.at}/board-report/")
        by_hand.get_by_role("button", name="Begin the report of Autumn 2026").press("Enter")
        by_hand.get_by_role("link", name="Write the words").press("Enter")
        by_hand.get_by_label("What went well this term?").press_sequentially("Reviews.")
        by_hand.get_by_role("button", name="Save draft").press("Enter")
        assert by_hand.get_by_label("What went well this term?").input_value() == "Reviews."
        by_hand.get_by_role("button", name="Save for confirming").press("Enter")
        row = services.BoardEdition.objects.get()
        assert row.well == "Reviews."
        services.confirm(edition=row, by=case.head)
        by_hand.goto(f"{live_server.url}{row.get_absolute_url()}")
        by_hand.get_by_role("link", name="Publish").press("Enter")
        by_hand.get_by_role("button", name="Publish").press("Enter")
        assert "Published. Governors can read it now." in by_hand.content()
    finally:
        context.close()
