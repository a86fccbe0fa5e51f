"""The way in, and the gallery."""

import importlib

import pytest

from accounts.permissions import Role
from sendcase import site_urls
from tests.factories.people import UserFactory, member, sign_in
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db


def test_nobody_signed_in_is_asked_to_sign_in(client):
    assert client.get("/").url.startswith("/accounts/login/")


@pytest.mark.parametrize(
    ("role", "start"),
    [(Role.SENCO, "today"), (Role.TEACHER, "today"), (Role.OFFICE, "today"),
     (Role.GOVERNOR, "reports"), (Role.TRUST_LEAD, "reports")],
)  # fmt: skip
def test_a_person_of_one_school_goes_straight_to_its_first_place(client, role, start):
    school = SchoolFactory()
    sign_in(client, member(school, role))

    assert client.get("/").url == f"/{school.slug}/{start}/"


def test_a_person_of_several_schools_chooses_among_theirs(client):
    ash, beech = SchoolFactory(name="Ash School"), SchoolFactory(name="Beech School")
    SchoolFactory(name="Cedar School")
    person = member(ash, Role.SENCO)
    beech.memberships.create(user=person, role=Role.TEACHER, from_on="2020-01-01")
    beech.memberships.create(user=person, role=Role.OFFICE, from_on="2020-01-01")
    sign_in(client, person)

    cards = client.get("/").context["cards"]

    assert [(card["name"], card["roles"]) for card in cards] == [
        ("Ash School", "SENCO"),
        ("Beech School", "Office, Teacher"),
    ]


def test_a_person_without_a_role_today_is_told_so_kindly(client):
    ended = SchoolFactory(name="Ash School")
    person = UserFactory()
    ended.memberships.create(
        user=person, role=Role.SENCO, from_on="2020-01-01", until_on="2020-07-31"
    )
    sign_in(client, person)

    text = client.get("/").content.decode()

    assert "You have no role at a school today" in text
    assert "Ash School" not in text


def test_the_gallery_is_not_there_in_production(client, settings):
    assert client.get("/gallery/").status_code == 200
    settings.PRODUCTION = True
    try:
        names = {route.name for route in importlib.reload(site_urls).urlpatterns}
    finally:
        settings.PRODUCTION = False
        importlib.reload(site_urls)
    assert "home" in names and "gallery" not in names


def test_the_gallery_shows_no_word_meant_for_builders(client):
    text = client.get("/gallery/").content.decode()

    assert "{#" not in text and "{%" not in text and "Needs:" not in text
