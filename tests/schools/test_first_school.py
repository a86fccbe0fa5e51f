"""From nothing to a school: the command, the two links, and what it refuses."""

import builtins
import re
import sys

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Invitation, User
from accounts.services import find_account
from audit.models import Event
from schools.models import School
from schools.people import services as people
from schools.people.roles import holds
from tests.factories.people import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
GOOD = {
    "name": "Oakfield Primary School",
    "urn": "123456",
    "laestab": "1234567",
    "preset": "staged_response",
    "head": "Mrs P. Adeyemi <head@oakfield.example>",
    "office": "Mr T. Lowe <office@oakfield.example>",
}


def words(**changes) -> list[str]:
    return [f"--{key}={value}" for key, value in (GOOD | changes).items() if value is not None]


def test_each_link_is_shown_once_and_gives_the_role(capsys, client):
    call_command("first_school", *words())
    said = capsys.readouterr().out
    school = School.objects.get()
    assert (school.name, school.head_name) == (GOOD["name"], "Mrs P. Adeyemi")
    links = dict(re.findall(r"^(M.+): (\S+)$", said, re.M))
    assert set(links) == {"Mrs P. Adeyemi", "Mr T. Lowe"}
    for (name, address), role in zip(links.items(), ("head", "office"), strict=True):
        path = re.sub(r"https?://[^/]+", "", address)
        assert name in client.get(path).content.decode()
        user = people.accept(token=path.strip("/").split("/")[-1], password=PASSWORD)
        assert holds(user, school, role)
    assert set(Invitation.objects.values_list("accepted_at", flat=True)).isdisjoint({None})
    assert Event.objects.filter(verb="invitation.made", actor_id=None).count() == 2
    tokens = [address.strip("/").split("/")[-1] for address in links.values()]
    assert not Invitation.objects.filter(token_hash__in=tokens).exists()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"urn": "12"}, "--urn: A URN has 6 figures"),
        ({"laestab": "x"}, "--laestab: A LAESTAB has 7 figures"),
        ({"name": " "}, "--name: "),
        ({"name": "Oak\u202efield"}, "hidden character"),
        ({"preset": "ours"}, "Choose one of staged_response, three_tiers, tutor_led"),
        ({"head": "Mrs P. Adeyemi"}, "--head: Write it like"),
        ({"office": "Mr T. Lowe <office>"}, "--office: Write an e-mail address"),
        ({"office": "Mr T. Lowe <HEAD@oakfield.example>"}, "two people"),
        ({"urn": None}, "--urn is missing"),
    ],
)
def test_what_the_pages_refuse_is_refused_and_nothing_is_made(change, says):
    with pytest.raises(CommandError, match=re.escape(says)):
        call_command("first_school", *words(**change))
    assert not School.objects.exists() and not User.objects.exists()


def test_a_school_is_not_made_twice_but_a_second_one_may_share_a_person(capsys):
    call_command("first_school", *words())
    with pytest.raises(CommandError, match="123456 already"):
        call_command("first_school", *words(name="Oakfield again"))
    known = find_account("office@oakfield.example")
    call_command("first_school", *words(
        name="Elm School", urn="654321", head="Mr B. Elm <head@elm.example>"
    ))  # fmt: skip
    assert School.objects.count() == 2 and User.objects.count() == 3
    assert find_account("office@oakfield.example") == known


def test_a_person_at_the_keyboard_is_asked_until_it_is_right(capsys, monkeypatch):
    UserFactory()
    typed = iter(["12", "123456", "nobody", GOOD["head"]])
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(builtins, "input", lambda question: next(typed))
    call_command("first_school", *words(urn=None, head=None))
    assert School.objects.get().urn == "123456"
    assert "A URN has 6 figures." in capsys.readouterr().err
