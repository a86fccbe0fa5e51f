"""The page of one pupil: what stands there, for whom, and what it costs."""

import pytest

from accounts.permissions import Permission, Role
from audit.models import Event
from pupils.access import may_about
from pupils.panels import panels
from tests.factories.people import UserFactory, member, sign_in
from tests.factories.pupils import ContactFactory, PupilFactory, assign, share
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def pupil(school):
    return PupilFactory(
        school=school, class_group=ClassGroupFactory(school=school), how_to_help="Show me.",
        stage=school.stages.filter(on_register=True).first(), looked_after=True,
        upn="V855400526001", preferred_first_name="Mina",
    )  # fmt: skip


@pytest.fixture
def contact(pupil):
    return ContactFactory(pupil=pupil, phone="01632 960111", email="leila@example.org")


@pytest.fixture
def people(school, pupil):
    named = {
        role.value: member(school, role)
        for role in (Role.SENCO, Role.HEAD, Role.OFFICE, Role.TEACHER, Role.SUPPORT)
    }
    hold_class(named["teacher"], pupil.class_group)
    assign(named["support"], pupil)
    named["guest"] = UserFactory()
    share(pupil, named["guest"])
    return named


EVERYONE = ["senco", "head", "office", "teacher", "support", "guest"]


@pytest.mark.parametrize("who", EVERYONE)
def test_the_page_costs_at_most_fourteen_queries(client, pupil, contact, people, who, at_most):
    sign_in(client, people[who])

    with at_most(14):
        response = client.get(f"/pupils/{pupil.pk}/")

    assert response.status_code == 200


def test_the_header_says_who_this_is(client, pupil, people):
    sign_in(client, people["teacher"])

    page = client.get(f"/pupils/{pupil.pk}/").content.decode()

    for words in (pupil.name, pupil.class_group.name, "Year 3", "years", pupil.stage.name,
                  "Show me.", people["teacher"].name, pupil.school.senco_name,
                  pupil.legal_name):  # fmt: skip
        assert words in page


def test_the_office_sees_neither_stage_nor_need_nor_facts(client, pupil, people):
    sign_in(client, people["office"])

    page = client.get(f"/pupils/{pupil.pk}/").content.decode()

    assert pupil.stage.name not in page
    assert "Show me." not in page
    assert client.get(f"/pupils/{pupil.pk}/facts/").status_code == 403
    assert client.get(f"/pupils/{pupil.pk}/facts/edit/").status_code == 403
    assert "/facts/" not in page


# Which of the room's own tabs each may open: security §2, by hand.
TABS = {
    "people": {"senco", "head", "office", "teacher", "support", "guest"},
    "timeline": {"senco", "head", "office", "teacher", "support", "guest"},
    "facts": {"senco", "head"},
    "sharing": {"senco"},
}


@pytest.mark.parametrize("tab", TABS)
def test_tabs_open_for_those_who_may(client, pupil, contact, people, tab):
    opened = set()
    for who, user in people.items():
        sign_in(client, user)
        answer = client.get(f"/pupils/{pupil.pk}/{tab}/")
        shown = f"/pupils/{pupil.pk}/{tab}/" in client.get(f"/pupils/{pupil.pk}/").content.decode()
        assert (answer.status_code == 200) == shown, who
        opened |= {who} if answer.status_code == 200 else set()

    assert opened == TABS[tab]


def test_every_registered_tab_opens_for_the_senco_within_the_bound(
    client, pupil, contact, people, at_most
):
    sign_in(client, people["senco"])

    for key in panels:
        with at_most(14):
            assert client.get(f"/pupils/{pupil.pk}/{key}/").status_code == 200, key


def test_an_unknown_tab_is_not_there(client, pupil, people):
    sign_in(client, people["senco"])

    assert client.get(f"/pupils/{pupil.pk}/nonsense/").status_code == 404


# What each reads of the family: security §2.
SEES = {
    "senco": {"name", "phone", "address"},
    "head": {"name", "phone", "address"},
    "office": {"name", "phone", "address"},
    "teacher": {"name"},
    "support": set(),
    "guest": set(),
}


@pytest.mark.parametrize("who", SEES)
def test_contacts_are_shown_as_far_as_duty_goes(client, pupil, contact, people, who):
    sign_in(client, people[who])

    page = client.get(f"/pupils/{pupil.pk}/people/").content.decode()

    found = {"name": "Leila", "phone": "960111", "address": "Mill Lane"}
    assert {key for key, words in found.items() if words in page} == SEES[who]


def test_a_teacher_who_is_guest_on_a_pupil_of_another_class_stays_a_guest_there(
    client, school, people
):
    other = PupilFactory(school=school)
    ContactFactory(pupil=other)
    share(other, people["teacher"])
    sign_in(client, people["teacher"])

    page = client.get(f"/pupils/{other.pk}/people/").content.decode()

    assert "Leila" not in page
    assert "At home" not in page
    assert not may_about(people["teacher"], Permission.CARER_NAME_VIEW, other)
    assert may_about(people["teacher"], Permission.PUPIL_VIEW, other)


def test_ended_contacts_are_not_shown(client, pupil, contact, people):
    contact.ended_on = "2026-01-05"
    contact.save()
    sign_in(client, people["senco"])

    assert "Leila" not in client.get(f"/pupils/{pupil.pk}/people/").content.decode()


def test_opening_is_audited_with_the_tab(client, pupil, people):
    sign_in(client, people["head"])

    client.get(f"/pupils/{pupil.pk}/facts/")

    event = Event.objects.get(verb="pupil.read")
    assert (event.pupil_id, event.actor_id) == (pupil.pk, people["head"].pk)
    assert event.detail.text == {"tab": "facts"}


def test_htmx_swaps_the_tab_only(client, pupil, people):
    sign_in(client, people["senco"])

    part = client.get(f"/pupils/{pupil.pk}/facts/", headers={"HX-Request": "true"})

    assert "<html" not in part.content.decode()
    assert (
        part.content.decode().strip() in client.get(f"/pupils/{pupil.pk}/facts/").content.decode()
    )


@pytest.mark.parametrize("path", ["", "people/", "facts/", "timeline/", "sharing/", "edit/",
                                  "facts/edit/", "contacts/new/", "assignments/new/",
                                  "sharing/new/", "exam-access/new/"])  # fmt: skip
def test_another_schools_pupil_is_not_there(client, people, path):
    elsewhere = PupilFactory()
    PupilFactory(school=elsewhere.school)
    sign_in(client, people["senco"])

    assert client.get(f"/pupils/{elsewhere.pk}/{path}").status_code == 404
    assert client.post(f"/pupils/{elsewhere.pk}/{path}").status_code in {404, 405}
