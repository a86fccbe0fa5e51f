"""The plan's form in a real browser: signed out, killed, two at once. Typed words come back."""

import contextlib

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Error, expect

from tests.browser.test_signed_out import sign_in
from tests.browser.walking import take_session
from tests.factories.accounts import account
from tests.factories.iep import PlanFactory

pytestmark = pytest.mark.django_db(transaction=True)
TYPED = "Reads 40 words a minute since half-term."
KEPT = '#plan-form [data-saved-mark][data-kind="done"]'


@pytest.fixture
def plan(case):
    return PlanFactory(pupil=case.pupil, lead=case.teacher)


def box(page, name="concerns"):
    return page.locator(f"#plan-form textarea[name={name}]")


def save(page):
    page.get_by_role("button", name="Save the plan").click()


def test_signed_out_while_typing_the_words_are_in_the_plan_after_signing_in(open_as, case, plan):
    cache.clear()
    teacher = account(case.teacher)
    page = open_as(teacher, reverse("iep:edit", args=[plan.pk]))
    page.context.clear_cookies(name="sessionid")
    box(page).fill(TYPED)
    save(page)
    expect(page.locator("h1")).to_have_text("Sign in again")
    sign_in(page, teacher)
    page.get_by_role("button", name="Send it now").click()
    page.get_by_text("Saved.").wait_for()
    plan.refresh_from_db()
    assert plan.concerns == TYPED


def test_a_killed_browser_loses_no_kept_word(
    live_server, browser_type, browser_type_launch_args, case, plan
):
    at = live_server.url + reverse("iep:edit", args=[plan.pk])
    browser = None
    for is_first in (True, False):
        browser = browser_type.launch(**browser_type_launch_args)
        page = browser.new_page()
        take_session(page.context, case.teacher, live_server.url)
        page.goto(at)
        if is_first:
            box(page).fill(TYPED)
            page.locator(KEPT).wait_for()
            die(browser)
    expect(box(page)).to_have_value(TYPED)
    expect(page.get_by_role("main")).to_contain_text("We kept what you typed")
    browser.close()


def die(browser):
    """Not closed: gone, as when the power fails."""
    gone = []
    browser.on("disconnected", lambda _: gone.append(True))
    with contextlib.suppress(Error):
        browser.new_browser_cdp_session().send("Browser.crash")
    assert gone
    assert not browser.is_connected()


def test_the_second_of_two_who_save_sees_both_texts(open_as, browser, live_server, case, plan):
    at = reverse("iep:edit", args=[plan.pk])
    first = open_as(case.teacher, at)
    with browser.new_context() as context:
        second = context.new_page()
        take_session(context, case.senco, live_server.url)
        second.goto(live_server.url + at)
        for page, words in ((first, "The first says this."), (second, "The second says that.")):
            box(page).fill(words)
            save(page)
        expect(second.locator("h1")).to_have_text("Somebody else saved this too")
        expect(second.locator(".clash-theirs")).to_have_text("The first says this.")
        expect(second.get_by_label("Yours")).to_have_value("The second says that.")
    plan.refresh_from_db()
    assert plan.concerns == "The first says this."
