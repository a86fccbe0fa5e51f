"""An address that mail came back from gets no more of that school's, until a person says so."""

import pytest

from accounts.permissions import Role
from audit.models import Event
from sendcase.outbox import came_back, delivery, services
from sendcase.outbox.models import CameBack, Message
from tests.factories.people import member, sign_in
from tests.factories.schools import SchoolFactory
from tests.sendcase.test_outbox import mail, server, state_of  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)
State = Message.State


@pytest.mark.parametrize(
    ("answer", "school_id", "is_marked"),
    [
        ("550 5.1.1 User unknown", 7, True),
        ("550 5.2.1 Mailbox disabled", 7, True),
        ("550 5.1.1 User unknown", 0, False),  # a link to sign in is always tried
        ("550 5.7.1 You are on a list", 7, False),  # we are refused, not the mailbox
        ("550 no such person", 7, False),
        ("450 4.1.1 Not now", 7, False),
    ],
)
def test_what_the_mail_server_says_of_a_mailbox(server, answer, school_id, is_marked):  # noqa: F811
    mail("k1", school_id=school_id, to="Gone@example.org")
    server.answers["RCPT"] = answer
    delivery.sweep()
    assert CameBack.objects.filter(address="gone@example.org").exists() is is_marked


def test_nothing_goes_there_but_what_a_person_sends_again(server):  # noqa: F811
    person = member(SchoolFactory(), Role.OFFICE)
    for _ in range(2):
        came_back.mark(school_id=7, address="Gone@example.org", why="Unknown", by=person)
    held, other = mail("k1", school_id=7, to="gone@Example.org"), mail("k2", school_id=8)
    account = mail("k3", school_id=0, to="gone@example.org")
    delivery.sweep()
    assert [state_of(each) for each in (held, other, account)] == [
        State.FAILED, State.SENT, State.SENT,
    ]  # fmt: skip
    held.refresh_from_db()
    assert held.error == came_back.BARRED
    services.resolve(held, arrived=False, by=person)
    delivery.sweep()
    assert state_of(held) == State.SENT
    assert not CameBack.objects.exists()
    verbs = list(Event.objects.order_by("id").values_list("verb", flat=True))
    assert verbs == ["mail.came_back", "mail.may_go_again", "mail.sent_again"]


def test_the_office_marks_an_address_and_lifts_the_mark(client):
    school, other = SchoolFactory(), SchoolFactory()
    office, teacher = member(school, Role.OFFICE), member(school, Role.TEACHER)
    path = f"/{school.slug}/mail/"
    sign_in(client, office)
    sent = {"address": teacher.email.upper(), "why": "Mailbox full"}
    for wrong in ({"address": "stranger@example.org"}, {"address": "x"}, {"why": ""}):
        page = client.post(f"{path}came-back/", sent | wrong).content.decode()
        assert "error-summary" in page
    assert not CameBack.objects.exists()
    client.post(f"{path}came-back/", sent)
    page = client.get(path).content.decode()
    assert teacher.email in page and "Mailbox full" in page
    assert "Mail comes back" in client.get(f"/{school.slug}/people/").content.decode()
    mark = CameBack.objects.get()
    sign_in(client, member(other, Role.OFFICE))
    assert client.post(f"/{other.slug}/mail/came-back/{mark.pk}/").status_code == 404
    assert teacher.email not in client.get(f"/{other.slug}/mail/").content.decode()
    sign_in(client, office).post(f"{path}came-back/{mark.pk}/")
    assert not CameBack.objects.exists()


def test_which_school_marked_which_of_many_addresses():
    came_back.mark(school_id=1, address="a@x.example", why="x", by=None)
    came_back.mark(school_id=2, address="b@x.example", why="x", by=None)
    assert came_back.marked(["A@x.example", "c@x.example"]) == {(1, "a@x.example")}
    assert came_back.marked([]) == set()
