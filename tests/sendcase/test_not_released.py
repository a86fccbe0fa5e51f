"""A restored site says so, and a person deals with what was held back."""

import pytest
from django.core.management import call_command

from audit.models import Event, EventDetail
from sendcase.edits import IllegalMove
from sendcase.outbox import holding, services
from sendcase.outbox.models import Hold, Message
from tests.factories.people import member, sign_in
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db
WORDS = "This site is not released"


@pytest.fixture
def school():
    return SchoolFactory()


def mail(key="one", **fields):
    return services.add(
        key=key, to=f"{key}@example.org", subject="1 thing to do", text="Look.", **fields
    )


@pytest.mark.parametrize(
    ("role", "told"),
    [("senco", True), ("head", True), ("office", True), ("teacher", False), ("governor", False)],
)
def test_who_can_see_the_mail_page_is_told_on_every_page(client, school, role, told):
    sign_in(client, member(school, role))
    address = f"/{school.slug}/today/"
    assert WORDS not in client.get(address).content.decode()
    holding.begin("Restored from the backup of yesterday")
    assert (WORDS in client.get(address).content.decode()) is told
    holding.release("Ms Okafor")
    assert WORDS not in client.get(address).content.decode()


def test_there_is_one_hold_whatever_happens(school):
    holding.begin("one")
    holding.begin("two")
    assert Hold.objects.get().why == "two"
    holding.release("Ms Okafor")
    with pytest.raises(IllegalMove):
        holding.release("Ms Okafor")
    assert list(Event.objects.filter(verb="site.released").values_list("actor_id")) == [(None,)]
    assert EventDetail.objects.get(event__verb="site.released").text["by"] == "Ms Okafor"


@pytest.mark.parametrize(("button", "state"), [("again", "waiting"), ("arrived", "sent")])
def test_a_person_decides_about_a_held_mail(client, school, button, state):
    row = mail(school_id=school.pk)
    holding.hold_mail()
    sign_in(client, member(school, "office"))
    page = client.get(f"/{school.slug}/mail/").content.decode()
    assert "Held back" in page and "may have gone out since" in page
    client.post(f"/{school.slug}/mail/{row.pk}/{button}/")
    row.refresh_from_db()
    assert row.state == state


def test_all_held_mail_can_be_dropped_and_its_secrets_with_it(school, capsys):
    mail("a", school_id=school.pk)
    mail("b", school_id=school.pk)
    link = mail("c", blank_after=True)
    holding.hold_mail()
    later = mail("d")
    call_command("held_mail")
    assert capsys.readouterr().out == f"Accounts (no school): 1\nSchool {school.pk}: 2\n"

    call_command("held_mail", "--drop", "--reason", "A trial copy", "--by", "Ms Okafor")

    link.refresh_from_db()
    assert link.text == ""
    states = dict(Message.objects.values_list("key", "state"))
    assert states == {"a": "dropped", "b": "dropped", "c": "dropped", "d": "waiting"}
    assert services.claim(later.pk)
    rows = Event.objects.filter(verb="mail.held_dropped").order_by("school_id")
    assert [row.school_id for row in rows] == [0, school.pk]
    assert rows[1].detail.text == {"mails": 2, "why": "A trial copy", "by": "Ms Okafor"}
