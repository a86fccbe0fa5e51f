"""The pieces every page is made of, in a real browser."""

import pytest

from tests.browser.looks import assert_page_is_sound, axe_findings, bring_axe
from tests.factories.people import UserFactory, member
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_piece_is_sound(live_server, browser_page, scheme):
    browser_page.emulate_media(color_scheme=scheme)
    browser_page.goto(live_server.url + "/gallery/")

    assert_page_is_sound(browser_page)


def test_no_file_is_refused_by_our_own_policy(live_server, browser_page):
    refused = []
    browser_page.on("console", lambda message: refused.append(message.text))
    browser_page.on("requestfailed", lambda request: refused.append(request.url))

    browser_page.goto(live_server.url + "/gallery/", wait_until="networkidle")

    assert refused == []
    assert browser_page.evaluate("document.fonts.check('16px \"Atkinson Hyperlegible Next\"')")


def test_an_error_in_the_summary_leads_to_its_box(live_server, browser_page):
    browser_page.goto(live_server.url + "/gallery/")
    summary = browser_page.locator(".error-summary")
    assert summary.evaluate("box => box === document.activeElement")

    for link in summary.get_by_role("link").all():
        link.click()
        target = browser_page.locator(link.get_attribute("href"))
        assert target.evaluate("box => box === document.activeElement")


def test_each_box_is_described_by_its_hint_and_its_error(live_server, browser_page):
    browser_page.goto(live_server.url + "/gallery/")
    box = browser_page.locator("#id_wrong-noticed")

    ids = box.get_attribute("aria-describedby").split()

    words = [browser_page.locator(f"[id='{one}']").inner_text() for one in ids]
    assert "loses her place" in words[0]
    assert "Answer this question." in words[1]
    assert box.get_attribute("aria-invalid") == "true"


def test_a_date_that_is_none_stays_to_be_read(live_server, browser_page):
    browser_page.goto(live_server.url + "/gallery/")

    assert browser_page.locator("#id_empty-seen_on").get_attribute("type") == "date"
    assert browser_page.locator("#id_wrong-seen_on").input_value() == "31 2 2026"


def test_too_long_is_said_and_nothing_is_cut(live_server, browser_page):
    browser_page.goto(live_server.url + "/gallery/")
    box = browser_page.locator("#id_empty-name")

    box.fill("A" * 45)

    assert box.input_value() == "A" * 45
    assert browser_page.get_by_text("5 characters too many").is_visible()


def test_add_another_makes_a_row_of_its_own(live_server, browser_page):
    browser_page.goto(live_server.url + "/gallery/")
    browser_page.get_by_role("button", name="Add a target").click()

    assert browser_page.get_by_role("group", name="Target 3").is_visible()
    assert browser_page.locator("#id_targets-2-target").evaluate(
        "box => box === document.activeElement"
    )
    assert browser_page.locator("[name=targets-TOTAL_FORMS]").input_value() == "3"


def test_touch_targets_are_44_high(live_server, browser, browser_context_args):
    phone = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True}
    context = browser.new_context(**browser_context_args | phone)
    page = context.new_page()
    page.goto(live_server.url + "/gallery/")
    small = page.evaluate(
        """() => [...document.querySelectorAll(
             ".btn, .form-control, .form-select, .places a, .form-check, .find-go")]
           .filter((e) => e.offsetParent && e.getBoundingClientRect().height < 44)
           .map((e) => e.outerHTML.slice(0, 90))"""
    )
    context.close()
    assert small == []


def test_the_menu_of_my_name_opens_and_shuts_with_keys(open_as):
    page = open_as(UserFactory(name="Ms Tove Lindqvist"))
    menu = page.locator(".me summary")
    menu.press("Enter")
    assert page.get_by_role("button", name="Sign out").is_visible()

    page.keyboard.press("Escape")

    assert not page.get_by_role("button", name="Sign out").is_visible()
    assert menu.evaluate("one => one === document.activeElement")


def test_an_idle_page_warns_then_covers_itself_and_keeps_the_typing(open_as, live_server):
    person = UserFactory()
    page = open_as(person)
    page.clock.install()
    page.goto(live_server.url + "/gallery/")
    page.locator("#id_empty-noticed").fill("She hums when it is loud.")

    page.clock.fast_forward("25:30")
    assert page.get_by_role("heading", name="Are you still there?").is_visible()
    bring_axe(page)
    bring_axe(page)
    assert axe_findings(page) == []
    page.clock.fast_forward("05:00")
    assert page.locator("dialog[data-out]").is_visible()

    page.get_by_role("button", name="Back to my page").click()
    assert page.locator("#id_empty-noticed").input_value() == "She hums when it is loud."


def test_the_choice_of_schools_is_sound(open_as):
    first, second = SchoolFactory(name="Ash School"), SchoolFactory(name="Beech School")
    person = member(first, "senco")
    second.memberships.create(user=person, role="teacher", from_on="2020-01-01")

    page = open_as(person)

    assert page.get_by_role("link", name="Ash School").is_visible()
    assert_page_is_sound(page)


@pytest.mark.parametrize("path", ["/nowhere/at/all/"])
def test_a_missing_page_is_sound_and_leads_home(open_as, path):
    page = open_as(UserFactory(), path)

    assert page.get_by_role("link", name="Go to my start page").get_attribute("href") == "/"
    assert_page_is_sound(page)


@pytest.mark.parametrize(
    "broken",
    [
        "<p style='width:500px'>Too wide</p>",
        "<p style='color:#aaa'>Too pale</p>",
        "<input type='text'>",
    ],
)
def test_the_checks_find_what_is_wrong(browser_page, broken):
    browser_page.set_content(
        f"<html lang='en'><head><title>T</title></head><body style='background:#fff'><main>"
        f"<h1>T</h1>{broken}</main></body></html>"
    )
    with pytest.raises(AssertionError):
        assert_page_is_sound(browser_page)
