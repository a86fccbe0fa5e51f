"""Two tabs of one browser, one at each school: what is sent in a tab lands at its own school."""

import re

import pytest
from playwright.sync_api import expect

from accounts.permissions import Role
from pupils.models import Contact
from schools.models import Membership
from tests.factories.people import UserFactory
from tests.factories.pupils import ContactFactory, PupilFactory
from tests.factories.schools import SchoolFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]


@pytest.fixture
def children(transactional_db):
    """A child and a contact at each of two schools where one person is the SENCO."""
    person, found = UserFactory(), []
    for name, child in (("Oakfield", "Rosalind"), ("Elm", "Tamsin")):
        school = SchoolFactory(slug=name.lower(), name=name)
        Membership.objects.create(user=person, school=school, role=Role.SENCO, from_on="2020-01-01")
        found.append(PupilFactory(school=school, legal_first_name=child))
        ContactFactory(pupil=found[-1], first_name=f"Parent of {child}")
    return person, *found


def test_a_form_open_in_one_tab_is_sent_to_its_school_whatever_the_other_tab_did(
    children, open_as, live_server
):
    person, rosalind, tamsin = children
    first = open_as(person, f"/pupils/{rosalind.pk}/contacts/new/")
    form = first.locator("form:has(input[name=form_id])")
    form.locator("[name=relationship]").fill("Aunt")
    form.locator("[name=last_name]").fill("Oakfield-Only")
    expect(form.locator("[data-saved-mark]")).to_have_text(re.compile("^Saved"))

    second = first.context.new_page()
    second.goto(f"{live_server.url}/pupils/{tamsin.pk}/people/")
    second.get_by_text("No longer a contact").first.click()
    with second.expect_navigation():
        second.get_by_role("button", name="End this contact").click()
    expect(second.locator(".messages")).to_contain_text("Parent of Tamsin")
    second.goto(f"{live_server.url}/pupils/{tamsin.pk}/contacts/new/")
    expect(second.locator("[name=last_name]")).to_have_value("")

    with first.expect_navigation():
        form.locator("[type=submit]").first.click()
    expect(first.locator(".top-school")).to_contain_text("Oakfield")
    expect(first.locator(".messages")).not_to_contain_text("Tamsin")
    expect(first.get_by_role("main")).to_contain_text("Oakfield-Only")
    assert Contact.objects.get(last_name="Oakfield-Only").pupil == rosalind
    second.reload()
    expect(second.locator(".top-school")).to_contain_text("Elm")
    expect(second.get_by_role("main")).not_to_contain_text("Oakfield-Only")
