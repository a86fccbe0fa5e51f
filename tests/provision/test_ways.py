"""The line of links below Provision: by role, and where one is."""

import pytest

from accounts.permissions import Role
from provision.ways import shown
from tests.factories.people import member, sign_in
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(db):
    return SchoolFactory()


def titles(school, role, path="/"):
    return [each["title"] for each in shown(member(school, role), school, path)]


def test_money_and_impact_are_named_to_who_may_read_them(school):
    assert {"Cost", "What works here"} <= set(titles(school, Role.SENCO))
    assert {"Cost", "What works here"} <= set(titles(school, Role.HEAD))
    assert not {"Cost", "What works here"} & set(titles(school, Role.TEACHER))
    assert "Map" in titles(school, Role.TEACHER)


def test_agencies_and_parent_meetings_are_named_to_who_may_open_their_lists(school):
    assert titles(school, Role.SENCO)[-4:-2] == ["Parent meetings", "Agencies"]
    assert {"Parent meetings", "Agencies"} <= set(titles(school, Role.HEAD))
    assert not {"Parent meetings", "Agencies"} & set(titles(school, Role.TEACHER))


@pytest.mark.parametrize("path", ["", "advice/", "directory/"])
def test_each_list_of_agencies_is_below_agencies(school, path):
    found = shown(member(school, Role.SENCO), school, f"/{school.slug}/agencies/{path}")

    assert [each["title"] for each in found if each["here"]] == ["Agencies"]


@pytest.mark.parametrize(
    ("path", "title"),
    [("map/", "Map"), ("map/next-term/", "Map"), ("", "Interventions"), ("cost/rates/", "Cost")],
)
def test_the_page_one_is_on_is_marked(school, path, title):
    found = shown(member(school, Role.SENCO), school, f"/{school.slug}/provision/{path}")

    assert [each["title"] for each in found if each["here"]] == [title]


def test_every_way_leads_to_a_page(client, school):
    senco = member(school, Role.SENCO)
    sign_in(client, senco)

    for each in shown(senco, school, "/"):
        page = client.get(each["url"])
        assert page.status_code == 200, each
        assert 'aria-label="Provision"' in page.content.decode()
