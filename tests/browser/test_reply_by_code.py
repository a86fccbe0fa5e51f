"""A family answers on a phone: from the address on the slip to the answer in the record."""

import pytest
from django.core.cache import cache

from letters.models import Reply
from letters.replies import codes
from letters.replies.words import words
from tests.browser.looks import SMALLEST, assert_page_is_sound
from tests.factories.letters import Family

pytestmark = pytest.mark.django_db(transaction=True)


def test_from_the_address_to_the_answer_in_urdu(live_server, browser_page, no_paper):
    cache.clear()
    letter = Family().issued()
    page, said = browser_page, words("ur")
    page.set_viewport_size(SMALLEST)
    page.goto(f"{live_server.url}/r/?lang=ur")
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert_page_is_sound(page)
    page.get_by_label(said["code_label"]).fill(codes.code_of(letter).lower())
    page.get_by_role("button", name=said["go_on"]).click()
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert_page_is_sound(page)
    page.get_by_role("button", name=said["send"]).click()
    page.locator(".error-summary").wait_for()
    assert_page_is_sound(page)
    page.get_by_label(said["received"]).check()
    page.get_by_label(said["comment"]).fill("شکریہ")
    page.get_by_role("button", name=said["send"]).click()
    page.get_by_text(said["thanks"]).wait_for()
    assert_page_is_sound(page)
    reply = Reply.objects.get(letter=letter)
    assert (reply.route, reply.words, reply.language) == ("code", "شکریہ", "ur")
