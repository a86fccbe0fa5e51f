"""A family opens the link in its mail on a phone: second code, letter, answer. Without scripts."""

import pytest
from django.core.cache import cache

from letters.links import services as links
from letters.models import LetterTemplate, Reply
from letters.replies.words import words
from pupils.models import Contact
from tests.browser.looks import SMALLEST, assert_page_is_sound
from tests.browser.walking import mailed
from tests.factories.letters import Family
from tests.factories.links import chose_email, newest_code

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def family(no_paper):
    cache.clear()
    family = Family(legal_first_name="Amina")
    chose_email(family.mother)
    return family


def test_from_the_mail_to_the_answer_in_urdu(live_server, browser_page, family):
    Contact.objects.update(language="Urdu")
    LetterTemplate.objects.create(
        school=family.school, purpose="placed-on-register", language="ur", subject="x", body="x"
    )
    letter, page, said = family.issued(), browser_page, words("ur")
    page.set_viewport_size(SMALLEST)
    link = live_server.url + mailed("/l/")
    page.goto(link)
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert_page_is_sound(page)
    press(page, said["link_button"])
    page.get_by_text(said["code_sent"]).wait_for()
    assert_page_is_sound(page)
    page.get_by_label(said["second_code"]).fill("12345")
    press(page, said["go_on"])
    page.locator(".error-summary").get_by_text(said["second_wrong"]).wait_for()
    assert_page_is_sound(page)
    page.get_by_label(said["second_code"]).fill(newest_code())
    press(page, said["go_on"])
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert_page_is_sound(page)
    assert opens_the_letter(page, said)
    page.get_by_label(said["received"]).check()
    page.get_by_label(said["comment"]).fill("شکریہ")
    press(page, said["send"])
    page.get_by_text(said["thanks"]).wait_for()
    assert_page_is_sound(page)
    reply = Reply.objects.get(letter=letter)
    assert (reply.route, reply.words, reply.language) == ("link", "شکریہ", "ur")
    assert opens_the_letter(page, said)
    links.revoke(link=letter.links.get(), reason="Somebody else reads there", by=family.head)
    page.goto(link)
    page.get_by_text(said["link_over"]).wait_for()
    assert_page_is_sound(page)


def press(page, words_on_it):
    with page.expect_navigation():
        page.get_by_role("button", name=words_on_it, exact=True).click()


def opens_the_letter(page, said) -> bool:
    """The button brings the paper, as this very browser asks for it."""
    with page.expect_response(lambda answer: answer.url.endswith("/letter/?lang=ur")) as got:
        page.get_by_role("button", name=said["open_letter"]).click()
    paper = got.value
    page.goto(page.url.replace("letter/", ""))
    return (paper.status, paper.headers["content-type"]) == (200, "application/pdf")


def test_by_keyboard_without_scripts(live_server, browser, family):
    """Whoever has neither mouse nor scripts reaches the letter and answers."""
    letter = family.issued()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + mailed("/l/"))
    reach(page, words("en")["link_button"])
    page.keyboard.press("Enter")
    page.locator("[name=code]").wait_for()
    page.locator("[name=code]").focus()
    page.keyboard.type(newest_code())
    page.keyboard.press("Enter")
    page.locator("[name=received]").wait_for()
    page.locator("[name=received]").focus()
    page.keyboard.press("Space")
    reach(page, words("en")["send"])
    page.keyboard.press("Enter")
    page.get_by_text(words("en")["thanks"]).wait_for()
    context.close()
    assert Reply.objects.get(letter=letter).route == "link"


def reach(page, words_on_it):
    """By Tab, as far as it takes."""
    button = page.get_by_role("button", name=words_on_it, exact=True)
    for _ in range(40):
        page.keyboard.press("Tab")
        if button.evaluate("e => e === document.activeElement"):
            return
    raise AssertionError(f"Tab does not reach “{words_on_it}”")


def test_staff_close_and_send_again(walk, case, no_paper):
    from letters import services
    from sendcase.outbox.models import Message
    from tests.factories.letters import prepare

    chose_email(case.pupil.contacts.get())
    [letter] = prepare(case.pupil, by=case.senco)
    letter = services.approve(letter=letter, by=case.senco)
    walk.be(case.senco)
    walk.see(f"/letters/{letter.pk}/")
    walk.press("Send")
    Message.objects.update(state="uncertain", error="It may have arrived.")
    walk.see(f"/letters/{letter.pk}/", f"{case.at}/letters/", f"{case.at}/letters/?show=mail")
    walk.page.goto(f"{walk.url}/letters/{letter.pk}/")
    walk.page.get_by_role("button", name="Send a new link").click()
    link = letter.links.get(revoked_at=None)
    walk.wrong(f"/letter-links/{link.pk}/close/")
    walk.page.goto(f"{walk.url}/letter-links/{link.pk}/close/")
    walk.page.locator("[name=reason]").fill("Somebody else reads there.")
    walk.press("Close this link")
    walk.page.get_by_role("button", name="Post it instead").click()
    walk.look("after “Post it instead”")
    assert not walk.faults, "\n".join(walk.faults)
    letter.refresh_from_db()
    assert letter.way == "post"
