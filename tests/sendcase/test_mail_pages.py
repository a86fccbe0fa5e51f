"""Mail that waits for a person is shown to the right people of the right school."""

import pytest

from sendcase.outbox import services
from sendcase.outbox.models import Message
from tests.factories.people import member, sign_in
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db
State = Message.State


def mail(school, number=1, state=State.UNCERTAIN, **fields):
    message = services.add(
        key=f"{school.pk}-{number}", to=f"p{number}@{school.slug}.example", subject="Plans to do",
        text="x", school_id=school.pk,
    )  # fmt: skip
    Message.objects.filter(pk=message.pk).update(state=state, **fields)
    message.refresh_from_db()
    return message


@pytest.fixture
def school():
    return SchoolFactory()


def test_the_list_shows_only_what_waits_at_this_school(client, school):
    other = SchoolFactory()
    mail(other), mail(school, 1), mail(school, 2, State.SENT), mail(school, 3, State.WAITING)
    sign_in(client, member(school, "office"))

    page = client.get(f"/{school.slug}/mail/").content.decode()

    assert "p1@" in page
    assert "p2@" not in page
    assert "p3@" not in page
    assert other.slug not in page
    assert client.get(f"/{other.slug}/mail/").status_code == 404


@pytest.mark.parametrize(
    ("role", "sees", "resolves"),
    [("office", 200, 302), ("senco", 200, 302), ("head", 200, 403), ("teacher", 404, 404),
     ("support", 404, 404), ("governor", 404, 404)],
)  # fmt: skip
def test_who_may_look_and_who_may_decide(client, school, role, sees, resolves):
    message = mail(school)
    sign_in(client, member(school, role))
    assert client.get(f"/{school.slug}/mail/").status_code == sees
    assert client.post(f"/{school.slug}/mail/{message.pk}/again/").status_code == resolves
    message.refresh_from_db()
    assert message.state == (State.WAITING if resolves == 302 else State.UNCERTAIN)


def test_another_schools_mail_cannot_be_decided_here(client, school):
    theirs = mail(SchoolFactory())
    sign_in(client, member(school, "office"))
    for step in ("again", "arrived"):
        assert client.post(f"/{school.slug}/mail/{theirs.pk}/{step}/").status_code == 404
        assert client.get(f"/{school.slug}/mail/{theirs.pk}/{step}/").status_code == 405


def test_it_arrived_is_offered_only_where_it_may_be_true(client, school):
    failed, unsure = mail(school, 1, State.FAILED), mail(school, 2)
    sign_in(client, member(school, "office"))
    page = client.get(f"/{school.slug}/mail/").content.decode()
    assert f"/{unsure.pk}/arrived/" in page
    assert f"/{failed.pk}/arrived/" not in page

    answer = client.post(f"/{school.slug}/mail/{failed.pk}/arrived/", follow=True)
    assert "never sent" in answer.content.decode()
    client.post(f"/{school.slug}/mail/{unsure.pk}/arrived/")
    unsure.refresh_from_db()
    assert unsure.state == State.SENT


@pytest.mark.parametrize("rows", [10, 200])
def test_the_list_costs_the_same_at_any_length(client, school, rows, django_assert_max_num_queries):
    for number in range(rows):
        mail(school, number)
    sign_in(client, member(school, "office"))
    with django_assert_max_num_queries(8):
        client.get(f"/{school.slug}/mail/")
