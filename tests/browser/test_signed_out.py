"""In a real browser: signed out while writing, one is told, signs in, and finds every word."""

import time

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import expect

from pupils.models import Pupil
from sendcase.drafts.models import Draft
from tests.browser.second_step import give_code
from tests.factories.accounts import account, code
from tests.factories.people import PASSWORD, member
from tests.factories.pupils import PupilFactory

pytestmark = pytest.mark.django_db(transaction=True)
TYPED = "Show me <once>.\nDon't rush me."
BY_HTMX = """(box) => {
    box.form.setAttribute("hx-post", location.pathname + location.search);
    htmx.process(box.form);
}"""


@pytest.fixture
def senco(live_server):
    cache.clear()
    return account(member(PupilFactory().school, "senco"))


@pytest.fixture
def writing(open_as, senco):
    """A form with words in it, whose session has just ended."""
    pupil = Pupil.objects.get()
    page = open_as(senco, reverse("pupils:edit-context", args=[pupil.pk]))
    page.context.clear_cookies(name="sessionid")
    page.locator("[name=how_to_help]").fill(TYPED)
    return page


def send(page):
    page.locator("form:has([name=how_to_help]) .form-end [type=submit]").first.click()


def sign_in(page, person, shown=lambda: code(time.time())):
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    give_code(page, shown)


@pytest.mark.parametrize("way", ["a form", "htmx"])
def test_the_person_is_told_signs_in_and_sends_what_was_typed(writing, senco, way):
    page = writing
    if way == "htmx":
        page.locator("[name=how_to_help]").evaluate(BY_HTMX)
    send(page)

    expect(page.locator("h1")).to_have_text("Sign in again")
    expect(page.get_by_text("What you typed is still here")).to_be_in_viewport()
    expect(page).to_have_title("Sign in again")
    assert not Draft.objects.filter(kind="typed").exists()
    sign_in(page, senco)
    expect(page.locator("h1")).to_have_text("We kept what you typed")
    expect(page.get_by_role("main")).to_contain_text("Show me <once>.")
    assert Pupil.objects.get().how_to_help == ""
    page.get_by_role("button", name="Send it now").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert Pupil.objects.get().how_to_help == TYPED


def test_a_wrong_password_after_htmx_keeps_the_text_too(writing, senco):
    page = writing
    page.locator("[name=how_to_help]").evaluate(BY_HTMX)
    send(page)
    page.get_by_label("E-mail address").fill(senco.email)
    page.get_by_label("Password", exact=True).fill("not the password at all")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".error-summary")).to_be_visible()
    sign_in(page, senco)
    expect(page.get_by_role("main")).to_contain_text("Show me <once>.")


def test_a_code_that_ran_out_is_typed_again(open_as, senco):
    hour_ago = code(time.time() - 3600)
    phone = iter([hour_ago])
    page = open_as(senco)
    page.context.clear_cookies()
    page.goto(page.url)
    sign_in(page, senco, lambda: next(phone, None) or code(time.time()))
    expect(page.locator("h1")).to_contain_text("Good")
