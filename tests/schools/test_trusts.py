"""Trusts by command: made, joined, left, led; and what a lead then sees and does not."""

import re

import pytest
from django.core.management import CommandError, call_command

from accounts.access import roles_at
from accounts.permissions import Role
from audit.models import Event
from schools.models import Membership, School, Trust
from schools.people import services as people
from sendcase.edits import IllegalMove
from tests.factories.people import PASSWORD, UserFactory, sign_in
from tests.factories.pupils import PupilFactory
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db
LEAD = "--person=Dr N. Sayle <lead@weald.example>"


@pytest.fixture
def schools():
    return SchoolFactory(slug="oakfield", name="Oakfield"), SchoolFactory(slug="elm", name="Elm")


@pytest.fixture
def trust(schools):
    call_command("trust", "create", "--name=Weald Trust")
    for school in schools:
        call_command("trust", "add", "--trust=weald-trust", f"--school={school.slug}")
    return Trust.objects.get()


def token(said: str) -> str:
    return re.search(r"Sayle: \S+/([^/\s]+)/", said)[1]


def test_a_link_makes_somebody_lead_every_school_of_the_trust(trust, schools, capsys, client):
    call_command("trust", "lead", "--trust=weald-trust", LEAD)
    lead = people.accept(token=token(capsys.readouterr().out), password=PASSWORD)
    assert Membership.objects.get(user=lead).trust == trust
    child = PupilFactory(school=schools[0], legal_first_name="Rosalind")
    home = sign_in(client, lead).get("/").content.decode()
    for school in schools:
        assert f'href="/{school.slug}/school/"' in home
        page = client.get(f"/{school.slug}/school/")
        assert page.status_code == 200 and "Rosalind" not in page.content.decode()
    assert home.count("You are here as: Trust lead") == home.count("Part of Weald Trust") == 2
    assert client.get("/oakfield/pupils/").status_code == 404
    assert client.get(f"/pupils/{child.pk}/").status_code == 404
    with pytest.raises(CommandError, match="leads Weald Trust already"):
        call_command("trust", "lead", "--trust=weald-trust", LEAD)


def test_a_school_that_left_is_seen_no_more_and_its_log_says_so(trust, schools):
    lead = UserFactory()
    Membership.objects.create(user=lead, trust=trust, role=Role.TRUST_LEAD, from_on="2020-01-01")
    call_command("trust", "remove", "--school=elm")
    fresh = type(lead).objects.get(pk=lead.pk)
    oakfield, elm = schools
    assert roles_at(fresh, oakfield.pk) == {Role.TRUST_LEAD} and not roles_at(fresh, elm.pk)
    log = Event.objects.filter(school_id=elm.pk, verb__startswith="school.").order_by("pk")
    assert [event.verb for event in log][-2:] == ["school.joined_trust", "school.left_trust"]
    assert School.objects.get(pk=elm.pk).trust is None


def test_an_invitation_to_lead_ends_when_its_school_leaves_the_trust(trust, schools, capsys):
    call_command("trust", "lead", "--trust=weald-trust", LEAD)
    link = token(capsys.readouterr().out)
    call_command("trust", "remove", "--school=oakfield")
    with pytest.raises(IllegalMove, match="no longer works"):
        people.accept(token=link, password=PASSWORD)
    assert not Membership.objects.exists()


def test_a_second_link_ends_the_first(trust, capsys):
    links = []
    for _ in range(2):
        call_command("trust", "lead", "--trust=weald-trust", LEAD)
        links.append(token(capsys.readouterr().out))
    with pytest.raises(IllegalMove):
        people.accept(token=links[0], password=PASSWORD)
    people.accept(token=links[1], password=PASSWORD)
    assert Event.objects.filter(verb="invitation.revoked").count() == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["create", "--name=Weald Trust"], "a trust called Weald Trust already"),
        (["add", "--trust=downs", "--school=oakfield"], "belongs to Weald Trust. Take it out"),
        (["add", "--trust=weald-trust", "--school=ash"], "no school with the short name ash"),
        (["remove", "--school=beech"], "belongs to no trust"),
        (["lead", "--trust=downs", LEAD], "has no school yet"),
        (["lead", "--trust=weald-trust", "--person=Dr Sayle"], "Write it like"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(trust, words, says):
    Trust.objects.create(name="Downs Trust", slug="downs")
    SchoolFactory(slug="beech")
    before = Event.objects.count()
    with pytest.raises(CommandError, match=says):
        call_command("trust", *words)
    assert Event.objects.count() == before


def test_the_list_names_schools_and_leads(trust, capsys):
    call_command("trust", "list")
    assert (
        "weald-trust: Weald Trust. Schools: elm, oakfield. Lead: nobody." in capsys.readouterr().out
    )
