"""In a real browser: what is typed is saved, comes back, and a failing save says so."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from sendcase.drafts.models import Draft
from tests.factories.people import member
from tests.factories.pupils import PupilFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def referral_form(open_as):
    pupil = PupilFactory()
    senco = member(pupil.school, "senco")
    return open_as(senco, f"/{pupil.school.slug}/referrals/new/?pupil={pupil.pk}")


def box(page):
    return page.locator("form:has(input[name=form_id]) textarea").first


def mark(page):
    return page.locator("form:has(input[name=form_id]) [data-saved-mark]")


def test_typing_is_saved_and_comes_back(referral_form):
    page = referral_form
    box(page).fill("Loses her <place> when reading.")
    expect(mark(page)).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))
    page.reload()
    expect(box(page)).to_have_value("Loses her <place> when reading.")
    assert Draft.objects.count() == 1


def test_a_save_that_fails_says_so_and_is_tried_again(referral_form):
    page = referral_form
    keep = f"**{reverse('drafts:keep')}"
    page.route(keep, lambda route: route.abort())
    box(page).fill("Half a thought")
    expect(mark(page)).to_contain_text("Not saved yet. We keep trying.")
    assert not Draft.objects.exists()
    page.unroute(keep)
    expect(mark(page)).to_have_text(re.compile(r"^Saved "), timeout=20_000)
    assert ["Half a thought"] in Draft.objects.get().data.values()


def test_signed_out_meanwhile_the_text_comes_back_after_signing_in(referral_form):
    page = referral_form
    page.context.clear_cookies(name="sessionid")
    box(page).fill("Typed before the bell")
    expect(mark(page)).to_contain_text("signed out")
    page.locator("form:has(input[name=form_id]) button[type=submit]").first.click()
    expect(page.locator("h1")).to_have_text("Sign in again")
    expect(page.locator("input[name=kept]")).not_to_have_value("")


def test_a_button_waits_for_the_save_that_is_on_its_way(referral_form):
    """Else the older words could arrive last and stand in the draft."""
    page, keep, order = referral_form, reverse("drafts:keep"), []
    held = []
    page.route(f"**{keep}", lambda route: held.append(route))
    with page.expect_request(f"**{keep}"):
        box(page).fill("First words")
    box(page).fill("First words and more")
    page.on("requestfinished", lambda sent: order.append("kept") if keep in sent.url else None)
    page.on("request", lambda sent: order.append("pressed") if sent.method == "POST" else None)
    page.get_by_role("button", name="Save draft").click(no_wait_after=True)
    with page.expect_navigation():
        held[0].continue_()
    assert order[:2] == ["kept", "pressed"]
    expect(box(page)).to_have_value("First words and more")
