"""Finding a child in the frame's box and sorting the list, by keyboard and by hand."""

import re

import pytest
from playwright.sync_api import expect

from audit.models import EventDetail
from tests.browser.looks import assert_page_is_sound
from tests.factories.people import member
from tests.factories.pupils import PupilFactory
from tests.factories.schools import ClassGroupFactory, SchoolFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]


@pytest.fixture
def school(transactional_db):
    school = SchoolFactory()
    willow = ClassGroupFactory(school=school, name="Willow")
    for name in ("Siobhán", "Simon", "Ada"):
        PupilFactory(school=school, class_group=willow, legal_first_name=name)
    return school


def test_arrow_keys_and_enter_open_the_child(school, open_as):
    page = open_as(member(school, "senco"), f"/{school.slug}/today/")
    page.get_by_label("Find a pupil").press_sequentially("si", delay=20)
    links = page.locator("#found-pupils a")
    expect(links).to_have_text([re.compile("Simon.*Willow"), re.compile("Siobhán")])
    expect(page.locator("[data-find-said]")).to_have_text("2 pupils fit")
    assert_page_is_sound(page)
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label("Find a pupil")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(links).to_have_count(0)
    expect(page.get_by_label("Find a pupil")).to_be_focused()
    page.keyboard.type("o")
    expect(links).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Siobhán")

    asked = [
        row.text for row in EventDetail.objects.order_by("pk") if row.text and "find" in row.text
    ]
    assert asked == [{"find": "si"}, {"find": "sio"}]  # typed in one go: asked once


def test_enter_in_the_box_opens_the_list(school, open_as):
    page = open_as(member(school, "senco"), f"/{school.slug}/today/")
    page.get_by_label("Find a pupil").fill("ada")
    page.get_by_label("Find a pupil").press("Enter")
    page.wait_for_url("**/pupils/?q=ada")
    expect(page.locator("tbody th")).to_have_text(["Ada Brightwater"])


def test_the_order_stays_while_the_list_is_narrowed_and_turns_at_its_heading(school, open_as):
    page = open_as(member(school, "senco"), f"/{school.slug}/pupils/")
    page.get_by_role("link", name="Born").click()
    page.get_by_role("link", name="Name").click()
    page.get_by_role("link", name="Name").click()
    expect(page.locator("tbody th").first).to_contain_text("Siobhán")
    expect(page.locator("th[aria-sort=descending]")).to_have_text("Name")
    page.get_by_label("Name, class or UPN").press_sequentially("si")
    expect(page.locator("tbody th")).to_have_count(2)
    expect(page.locator("tbody th").first).to_contain_text("Siobhán")
    expect(page).to_have_url(re.compile(r"q=si.*sort=-name"))
