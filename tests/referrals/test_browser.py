"""The journey in a real browser: with the keyboard alone, and without JavaScript on a phone."""

import pytest
from django.conf import settings

from referrals.models import Referral
from tests.factories.people import sign_in
from tests.factories.referrals import sent

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def open_as(live_server, client, new_context):
    """open_as(person, **context) → a page of a browser signed in as them."""

    def opened(person, **options):
        sign_in(client, person)
        context = new_context(base_url=live_server.url, **options)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}]
        )
        return context.new_page()

    return opened


def test_a_teacher_sends_one_from_a_phone_without_javascript(place, open_as):
    page = open_as(place.teacher, java_script_enabled=False, viewport={"width": 320, "height": 640})
    page.goto(f"/{place.school.slug}/referrals/new/")
    page.get_by_role("link", name="Amina").click()
    page.get_by_label("SEND: learning").check()
    page.get_by_label("What are your reasons").fill("Loses her place when reading aloud.")
    page.get_by_label("Cognition and learning").check()
    page.get_by_label("What have you tried so far").fill("Precision teaching, 10 minutes.")
    page.get_by_label("What did they say?").fill("She hides her book.")
    page.get_by_role("button", name="Check your answers").click()
    assert "Say what the pupil said" in page.locator(".error-summary").inner_text()
    assert page.get_by_label("What are your reasons").input_value().startswith("Loses her place")
    page.get_by_label("What did the pupil say?").fill("The words move about.")
    page.get_by_role("button", name="Check your answers").click()
    page.get_by_role("button", name="Send it now").click()

    assert "answers by" in page.locator("main").inner_text()
    assert Referral.objects.get().state == "submitted"


def test_a_senco_answers_with_the_keyboard_alone(place, open_as):
    row = sent(place.pupil, place.teacher)
    page = open_as(place.senco, viewport={"width": 1280, "height": 800})
    page.goto(f"/{place.school.slug}/today/")
    press_on(page, "Answer")
    press_on(page, "Ask for more")
    tab_to(page, "id_asked")
    page.keyboard.type("Which words?")
    tab_to(page, "id_reason")
    page.keyboard.type("The score is a year old.")
    press_on(page, "Ask for more", "BUTTON")

    row.refresh_from_db()
    assert (row.state, row.decision_reason) == ("returned", "The score is a year old.")


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_scrolls_sideways(place, open_as, width):
    row = sent(place.pupil, place.teacher, reasons="W" * 200)
    page = open_as(place.senco, viewport={"width": width, "height": 800})
    base = f"/{place.school.slug}/referrals/"
    urls = [base, f"{base}new/", f"{base}new/?pupil={place.pupil.pk}"]
    urls += [f"/referrals/{row.pk}/{part}" for part in (
        "", "edit/", "withdraw/", "decide/", "decide/?answer=accepted")]  # fmt: skip
    for url in urls:
        page.goto(url)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), url


def focused(page, what):
    return page.evaluate(f"document.activeElement.{what}")


def tab_to(page, element_id):
    for _ in range(80):
        page.keyboard.press("Tab")
        if focused(page, "id") == element_id:
            return
    raise AssertionError(f"the keyboard does not reach {element_id}")


def press_on(page, words, tag="A"):
    """Tab until a link or button that begins with these words has the focus, then Enter."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if focused(page, "tagName") == tag and focused(page, "innerText").strip().startswith(words):
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"the keyboard does not reach {words}")
