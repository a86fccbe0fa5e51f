from datetime import timedelta

import pytest

from accounts.permissions import Role
from reminders import by_hand, today
from reminders.filters import Filters
from reminders.grouping import GROUPS, group_filter
from reminders.models import Deadline
from schools.models import Trust
from sendcase import moment
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory

pytestmark = pytest.mark.django_db


def text_of(client, person, path):
    response = sign_in(client, person).get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def path(school):
    return f"/{school.slug}/today/"


def test_late_things_come_first_and_say_so(client, senco, due, path):
    due(2)
    due(-3)
    page = text_of(client, senco, path)
    assert page.index("Late (1)") < page.index("Due in the next seven days (1)")
    assert "Water the plants with Rosalind Brightwater" in page
    assert "Because we say so." in page


def test_what_waits_for_others_stands_apart_until_it_is_late(client, senco, due, path):
    due(2, is_waiting=True)
    assert "Waiting for others (1)" in text_of(client, senco, path)
    due(-2, is_waiting=True)
    assert "Stuck (1)" in text_of(client, senco, path)


def test_a_teacher_sees_only_their_own(client, teacher, due, path):
    due(1)
    assert "Nothing is due" in text_of(client, teacher, path)
    due(1, owner=teacher)
    assert "Water the plants" in text_of(client, teacher, path)


def test_a_senco_can_narrow_to_their_own(client, senco, teacher, due, path):
    due(1, owner=teacher)
    assert "Mr A. Turner" in text_of(client, senco, path)
    assert "Nothing is due" in text_of(client, senco, path + "?whose=mine")


def test_another_school_s_rows_never_appear(client, due, path):
    due(1)
    elsewhere = PupilFactory().school
    stranger = member(elsewhere, Role.SENCO)
    assert "Rosalind" not in text_of(client, stranger, f"/{elsewhere.slug}/today/")
    assert sign_in(client, stranger).get(path).status_code == 404


@pytest.mark.parametrize("role", [Role.GOVERNOR, Role.TRUST_LEAD])
def test_a_governor_and_a_trust_lead_see_no_child(client, school, due, path, role):
    due(-1)
    person = member(school, role)
    page = text_of(client, person, path)
    assert "Rosalind" not in page
    assert "Nothing here shows a child" in page


def test_a_trust_lead_reaches_every_school_of_the_trust(client, school, path):
    from schools.models import Membership
    from tests.factories.people import UserFactory

    school.trust = Trust.objects.create(name="Westbridge Trust", slug="westbridge")
    school.save()
    lead = UserFactory()
    Membership.objects.create(
        user=lead, trust=school.trust, role=Role.TRUST_LEAD, from_on="2020-01-01"
    )
    assert "Nothing here shows a child" in text_of(client, lead, path)


@pytest.mark.parametrize("rows", [10, 200])
def test_today_costs_the_same_at_any_size(client, senco, due, path, rows, at_most):
    for number in range(rows):
        due(number % 20 - 9)
    sign_in(client, senco)
    client.get(path)
    with at_most(12):
        client.get(path)


def test_every_row_stands_in_one_group_and_its_page_says_the_same(senco, school, due):
    for number in range(60):
        row = due(number - 30, is_waiting=number % 4 == 0)
        if number % 7 == 0:
            until = moment.today() + timedelta(days=number % 3 - 1)
            Deadline.objects.filter(pk=row.pk).update(put_off_until=until, put_off_why="Away")
    filters = Filters(today.Reader(senco, school), {})
    found = today.groups(filters, by_hand.counted(filters))
    assert {group["name"]: group["count"] for group in found} == {
        name: Deadline.objects.filter(group_filter(name, moment.today())).count()
        for name in GROUPS
    }  # fmt: skip
    assert all(group["count"] for group in found)
    for group in found:
        first = Deadline.objects.filter(group_filter(group["name"], moment.today()))
        first = first.order_by("due_on", "pk").values_list("pk", flat=True)[: today.SHOWN]
        assert [line["pk"] for line in group["rows"]] == list(first)
    assert sum(group["count"] for group in found) == 60


def test_what_a_row_of_today_knows_is_what_the_table_says(senco, teacher, school, due):
    for number in range(12):
        due(number - 6, owner=teacher if number % 2 else senco, is_waiting=number % 3 == 0)
    until = moment.today() + timedelta(days=3)
    first = Deadline.objects.order_by("pk").first()
    Deadline.objects.filter(pk=first.pk).update(
        put_off_until=until, put_off_why="100 % away", pupil=None
    )
    found = by_hand.first_of_each(Filters(today.Reader(senco, school), {}))
    told = Deadline.objects.order_by("due_on", "pk").values(*today.ABOUT, *by_hand.OWNER)
    assert [{name: row[name] for name in row if name != "group"} for row in found] == list(told)
    assert [row["group"] for row in found if row["pk"] == first.pk] == ["off"]


def test_of_many_rows_those_due_first_are_shown_whichever_came_first(senco, school, due):
    rows = [due(days) for days in range(30, 18, -1)]
    found = by_hand.first_of_each(Filters(today.Reader(senco, school), {}))
    assert [row["pk"] for row in found] == [row.pk for row in reversed(rows)][: today.SHOWN]


def test_who_has_how_many_is_what_the_table_says(senco, teacher, school, due):
    for number in range(9):
        whose = [{"owner": senco}, {"owner": teacher}, {}][number % 3]  # or the role's
        due(number - 4, is_waiting=number % 2 == 0, **whose)
    stranger = PupilFactory()
    Deadline.objects.filter(pk=due(1).pk).update(school=stranger.school)
    found = by_hand.counted(Filters(today.Reader(senco, school), {}))
    assert sum(row["number"] for row in found) == 9
    rows = Deadline.objects.filter(school=school).values("kind", *by_hand.WHOSE)
    told = {tuple(row[name] for name in ("kind", *by_hand.WHOSE)) for row in rows}
    assert {tuple(row[name] for name in ("kind", *by_hand.WHOSE)) for row in found} == told
    assert {row["group"] for row in found} == {"late", "week", "waiting", "stuck"}


def test_first_rows_keep_to_what_is_asked_for(senco, teacher, school, due):
    mine, other = due(1, owner=senco), due(1, owner=teacher)
    for asked, shown in (
        ({}, {mine.pk, other.pk}), ({"whose": "mine"}, {mine.pk}), ({"q": "Nobody"}, set()),
        ({"whose": "no such person"}, set()), ({"q": "100%", "kind": "%s"}, set()),
    ):  # fmt: skip
        found = by_hand.first_of_each(Filters(today.Reader(senco, school), asked))
        assert {row["pk"] for row in found} == shown, asked


def test_all_of_a_group_page_by_page(client, senco, due, path):
    for number in range(60):
        due(-15 - number)
    sign_in(client, senco)
    assert "See all 60" in client.get(path).content.decode()
    first = client.get(path + "stuck/")
    assert first.content.decode().count("row-facts") == 50
    assert first.context["page"].next_url


@pytest.mark.parametrize("name", ["nonsense", "Late"])
def test_an_unknown_group_does_not_exist(client, senco, path, name):
    assert sign_in(client, senco).get(f"{path}{name}/").status_code == 404


def test_who_sees_the_whole_school_is_led_to_its_next_weeks(client, senco, teacher, path):
    assert "/forecast/" in text_of(client, senco, path)
    assert "/forecast/" not in text_of(client, teacher, path)
