"""The record of training: who, what, until when, and what is due."""

from datetime import date, datetime, timedelta

import pytest

from accounts.permissions import Role
from audit.models import Event
from reminders.keeping import keep
from reminders.models import Deadline
from reminders.recount import differences
from reminders.training import EXPIRING
from schools.models import Membership, Training
from schools.training import listing, services
from sendcase import moment
from sendcase.edits import IllegalMove, Stale
from tests.factories.people import UserFactory, member, sign_in
from tests.factories.schools import SchoolFactory

TODAY = date(2026, 11, 24)
RUNS_OUT = date(2027, 1, 15)


@pytest.fixture(autouse=True)
def autumn():
    with moment.at(datetime(2026, 11, 24, 10, tzinfo=moment.LONDON)):
        yield


@pytest.fixture
def school(db):
    return SchoolFactory()


@pytest.fixture
def senco(school):
    return member(school, Role.SENCO)


@pytest.fixture
def lee(school):
    return member(school, Role.SUPPORT, name="Ms Lee")


FACTS = {
    "title": "First aid", "kind": "statutory", "area": None, "provider": "Red Cross",
    "held_on": date(2024, 1, 15), "minutes": 360, "expires_on": RUNS_OUT, "note": "",
}  # fmt: skip


def record(school, by, people=(), names=(), whole_staff=False, **facts):
    return services.record(
        school=school, people=people, names=names, whole_staff=whole_staff, by=by,
        **{**FACTS, **facts},
    )  # fmt: skip


def due() -> list[int]:
    return list(Deadline.objects.open().filter(kind=EXPIRING).values_list("object_id", flat=True))


def test_one_training_of_many_is_a_line_for_each(school, senco, lee):
    made = record(school, senco, [lee, senco], ["Mr B. Tan"], whole_staff=True, expires_on=None)
    assert [(row.person, row.name) for row in made] == [
        (lee, "Ms Lee"), (senco, senco.name), (None, "Mr B. Tan"), (None, "All staff")
    ]  # fmt: skip
    assert Event.objects.filter(verb="training.recorded").count() == 4
    with pytest.raises(IllegalMove, match="who it was for"):
        record(school, senco)


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"held_on": TODAY + timedelta(days=1)}, "has not come yet"),
        ({"held_on": date(1924, 1, 15)}, "Check the year"),
        ({"expires_on": date(2024, 1, 15)}, "after the day it was held"),
    ],
)
def test_days_that_cannot_be_are_refused(school, senco, lee, facts, why):
    with pytest.raises(IllegalMove, match=why):
        record(school, senco, [lee], **facts)


def test_what_runs_out_is_the_sencos_until_it_is_learned_again(school, senco, lee):
    [row] = record(school, senco, [lee])
    [line] = Deadline.objects.open().filter(kind=EXPIRING)
    assert (line.object_id, line.due_on, line.owner_role) == (row.pk, RUNS_OUT, Role.SENCO)
    assert differences(school.pk) == []
    [again] = record(school, senco, [lee], title="First Aid", held_on=TODAY,
                     expires_on=date(2029, 11, 24))  # fmt: skip
    assert due() == [again.pk]
    assert Deadline.objects.get(object_id=row.pk, kind=EXPIRING).state == "done"
    services.take_back(training=again, by=senco)
    assert due() == [row.pk]
    assert differences(school.pk) == []


def test_the_same_training_of_somebody_else_renews_nothing(school, senco, lee):
    [row] = record(school, senco, [lee])
    record(school, senco, [senco], held_on=TODAY, expires_on=None)
    assert due() == [row.pk]
    assert differences(school.pk) == []


def test_another_title_or_day_moves_what_is_due(school, senco, lee):
    [old] = record(school, senco, [lee])
    [new] = record(school, senco, [lee], held_on=TODAY, expires_on=None)
    assert due() == []
    facts = {**FACTS, "held_on": TODAY, "expires_on": None, "title": "Makaton"}
    services.change(training=new, version=1, by=senco, **facts)
    assert due() == [old.pk]  # it was not that training
    services.change(training=old, version=1, by=senco, **{**FACTS, "expires_on": date(2027, 2, 1)})
    assert Deadline.objects.open().get(kind=EXPIRING).due_on == date(2027, 2, 1)
    assert differences(school.pk) == []
    with pytest.raises(Stale):
        services.change(training=old, version=1, by=senco, **FACTS)


def test_one_that_is_not_renewed_is_due_no_more(school, senco, lee):
    [row] = record(school, senco, [lee])
    services.end(training=row, by=senco)
    services.end(training=row, by=senco)
    assert due() == []
    assert Event.objects.filter(verb="training.ended").count() == 1
    assert differences(school.pk) == []


def test_whoever_left_the_school_renews_nothing(school, senco, lee):
    record(school, senco, [lee])
    Membership.objects.filter(user=lee).update(until_on=TODAY - timedelta(days=1))
    keep(school.pk)
    assert due() == []
    assert differences(school.pk) == []


def test_the_lists_say_who_what_and_what_ran_out(school, senco, lee):
    record(school, senco, [lee], expires_on=date(2026, 11, 1))
    record(school, senco, [lee], title="Makaton", held_on=TODAY, expires_on=None, kind="topic")
    record(school, senco, whole_staff=True, title="Trauma", held_on=TODAY, minutes=90,
           expires_on=None)  # fmt: skip
    elsewhere = SchoolFactory()
    record(elsewhere, senco, [lee], title="Elsewhere")
    client = sign_in_as(senco)
    by_person = client.get(f"/{school.slug}/training/")
    assert [row["title"] for row in by_person.context["rows"]] == ["Trauma", "Makaton", "First aid"]
    by_topic = client.get(f"/{school.slug}/training/?show=topics")
    assert [row["title"] for row in by_topic.context["rows"]] == ["First aid", "Makaton", "Trauma"]
    out = client.get(f"/{school.slug}/training/?show=out").context["rows"]
    assert [(row["title"], row["state"]) for row in out] == [
        ("First aid", "Ran out Sun 1 Nov 2026")
    ]
    assert "6 h of single people, and 1 h 30 min for all staff" in by_person.content.decode()
    assert client.get(f"/{school.slug}/training/?show=nobody").status_code == 400


def sign_in_as(person):
    from django.test import Client

    return sign_in(Client(), person)


def test_a_form_writes_down_and_puts_right(school, senco, lee):
    client, new = sign_in_as(senco), f"/{school.slug}/training/new/"
    body = {"title": "Makaton", "kind": "topic", "held_on": "2026-11-20", "hours": "1.5",
            "others": "Mr B. Tan, Ms  A. Rowe,"}  # fmt: skip
    assert "Say who took part" in client.post(new, body | {"others": ""}).content.decode()
    assert "0.25 to 400" in client.post(new, body | {"hours": "0"}).content.decode()
    assert client.post(new, body | {"people": [lee.pk]}).status_code == 302
    assert set(Training.objects.values_list("name", "minutes")) == {
        ("Ms Lee", 90), ("Mr B. Tan", 90), ("Ms A. Rowe", 90)
    }  # fmt: skip
    stranger = UserFactory()
    answer = client.post(new, body | {"people": [stranger.pk], "title": "Other"})
    assert answer.status_code == 200 and not Training.objects.filter(title="Other").exists()
    row = Training.objects.get(person=lee)
    seen = body | {"hours": "2", "version": row.version}
    assert client.post(row.get_absolute_url(), seen).status_code == 302
    answer = client.post(row.get_absolute_url(), seen | {"hours": "3"})
    assert answer.status_code == 409
    row.refresh_from_db()
    assert row.minutes == 120


@pytest.mark.parametrize("many", [10, 200])
def test_the_list_costs_the_same_at_any_length(school, senco, lee, at_most, many):
    record(school, senco, names=[f"Colleague {n}" for n in range(many)])
    client = sign_in_as(senco)
    for show in listing.TABS:
        client.get(f"/{school.slug}/training/?show={show}")
        with at_most(12):
            client.get(f"/{school.slug}/training/?show={show}")


def test_the_file_holds_the_list(school, senco, lee):
    record(school, senco, [lee], note="=1+1")
    rows = listing.rows_of(senco, school, "people")
    [line] = listing.sheet_of(rows, school, "people").rows
    assert line[:2] == ["Ms Lee", "First aid"] and line[6] == "6.00"
    answer = sign_in_as(senco).get(f"/{school.slug}/training/as/csv/?show=people")
    assert "'=1+1" in b"".join(answer.streaming_content).decode()
