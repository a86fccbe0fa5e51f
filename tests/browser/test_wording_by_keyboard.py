"""The editor of a wording by the keyboard: Enter saves; in the boxes of the preview it shows."""

import pytest
from playwright.sync_api import expect

from letters.models import LetterTemplate
from tests.browser.walking import take_session
from tests.factories.letters import Family

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]


@pytest.fixture
def family(transactional_db):
    return Family(legal_first_name="Amina")


def editor(context, family, live_server):
    take_session(context, family.senco, live_server.url)
    page = context.new_page()
    page.goto(
        f"{live_server.url}/{family.school.slug}/letters/templates/placed-on-register/families/"
    )
    return page


@pytest.mark.parametrize("scripts", [True, False])
def test_enter_in_a_line_of_the_letter_saves_it(browser, live_server, family, scripts):
    context = browser.new_context(java_script_enabled=scripts)
    page = editor(context, family, live_server)
    page.locator("[name=subject]").fill("Ours")

    page.locator("[name=subject]").press("Enter")

    expect(page.get_by_text("Saved. Letters that are not approved yet")).to_be_visible()
    assert LetterTemplate.objects.get(replaced_at=None).subject == "Ours"
    context.close()


def test_enter_in_a_box_of_the_preview_shows_the_letter(browser, live_server, family):
    context = browser.new_context()
    page = editor(context, family, live_server)
    page.get_by_text("See it as a letter").click()
    page.locator("[name=find]").fill("Amina")

    page.locator("[name=find]").press("Enter")

    expect(page.get_by_role("heading", name="Preview, as Amina")).to_be_visible()
    assert not LetterTemplate.objects.exists()
    context.close()
