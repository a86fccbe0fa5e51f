"""Every order of the list, in both directions, page by page: each pupil once, none left out."""

import re
from datetime import date, timedelta

import pytest

from accounts.permissions import Role
from pupils import sorting
from pupils.models import Pupil
from schools.models import ClassGroup, Membership
from schools.services import classes
from sendcase import moment
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class

pytestmark = pytest.mark.django_db
ORDERS = [f"{minus}{key}" for key in sorting.SORTS for minus in ("", "-")]


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def many(school):
    """120 pupils full of ties: five names, three classes and none, stages and none, six days."""
    classes = [None, *(ClassGroupFactory(school=school, name=name) for name in "BAC")]
    stages = [None, *school.stages.all()[:2]]
    for number in range(120):
        PupilFactory(
            school=school, legal_first_name=f"Child{number % 5}", class_group=classes[number % 4],
            stage=stages[number % 3], year=("R", "1", "10", "2", "X", "N1")[number % 6],
            born_on=date(2018, 1, 1) + timedelta(days=number % 6),
        )  # fmt: skip


def walk(client, address, way="next_url"):
    """The rows of the page and of all that follow it."""
    rows = []
    while address:
        page = client.get(address).context["page"]
        rows = [*rows, *page.rows] if way == "next_url" else [*page.rows, *rows]
        last, address = address, getattr(page, way)
    return rows, last


@pytest.mark.parametrize("sort", ORDERS)
def test_pages_there_and_back_show_each_pupil_once_in_order(client, school, many, sort):
    sign_in(client, member(school, Role.SENCO))

    rows, last = walk(client, f"/{school.slug}/pupils/?sort={sort}")
    back, _ = walk(client, last, "previous_url")

    assert len({row["pk"] for row in rows}) == len(rows) == 120
    assert [row["pk"] for row in back] == [row["pk"] for row in rows]
    key = sorting.SORTS[sort.lstrip("-")].column
    values = [row[key] for row in rows]
    assert values == sorted(values, reverse=sort.startswith("-"))
    if key != "sort_key":
        ties = [(row[key], row["sort_key"], row["pk"]) for row in rows]
        assert ties == sorted(ties, key=lambda t: (values.index(t[0]), t[1], t[2]))


def test_years_stand_by_age_and_not_by_their_letters(client, school, many):
    sign_in(client, member(school, Role.SENCO))

    rows, _ = walk(client, f"/{school.slug}/pupils/?sort=year")

    assert list(dict.fromkeys(row["year"] for row in rows)) == ["N1", "R", "1", "2", "10", "X"]


def test_classes_stand_as_people_count_however_they_were_made(client, school):
    sign_in(client, member(school, Role.SENCO))
    ClassGroup.objects.bulk_create(
        ClassGroup(school=school, name=name, year="3") for name in ("10 Oak", "3 Willow")
    )
    renamed = ClassGroupFactory(school=school, name="2 Ash")
    classes.change_class(
        class_group=renamed, version=renamed.version, name="4 Ash", year="4", by=None
    )
    for group in school.classes.all():
        PupilFactory(school=school, class_group=group)

    rows, _ = walk(client, f"/{school.slug}/pupils/?sort=class")

    names = dict(school.classes.values_list("pk", "name"))
    found = [names[pk] for pk in (Pupil.objects.get(pk=row["pk"]).class_group_id for row in rows)]
    assert found == [group.name for group in school.classes.all()] == [
        "3 Willow", "4 Ash", "10 Oak"
    ]  # fmt: skip


def test_a_row_added_meanwhile_neither_hides_nor_repeats_another(client, school, many):
    sign_in(client, member(school, Role.SENCO))
    first = client.get(f"/{school.slug}/pupils/?sort=-class").context["page"]

    PupilFactory(school=school, legal_first_name="Aaa", class_group=None)
    PupilFactory(school=school, legal_last_name="Aaa", class_group=school.classes.get(name="C"))
    rest, _ = walk(client, first.next_url)

    assert len({row["pk"] for row in (*first.rows, *rest)}) == 121  # the earlier one is behind us
    assert len(first.rows) + len(rest) == 121


def heads(page):
    return re.findall(r'<th scope="col"([^>]*)>(?:<a href="([^"]*)">)?(\w+)', page)


def test_the_heading_says_the_order_and_turns_it(client, school, many):
    sign_in(client, member(school, Role.SENCO))

    page = client.get(f"/{school.slug}/pupils/?year=R&sort=class").content.decode()
    aria, link, _ = next(head for head in heads(page) if head[2] == "Class")
    assert aria == ' aria-sort="ascending"' and page.count("aria-sort") == 1
    assert link.endswith("?year=R&amp;sort=-class")
    assert "Sorted by: Class, A to Z" in page and '<option value="class" selected' in page

    page = client.get(link.replace("&amp;", "&")).content.decode()
    aria, link, _ = next(head for head in heads(page) if head[2] == "Class")
    assert aria == ' aria-sort="descending"' and link.endswith("?year=R&amp;sort=class")
    name = next(link for _, link, words in heads(page) if words == "Name")
    assert name.endswith("?year=R")


def test_sorting_begins_at_the_first_page(client, school, many):
    sign_in(client, member(school, Role.SENCO))
    second = client.get(f"/{school.slug}/pupils/").context["page"].next_url

    page = client.get(second).content.decode()

    assert all("after" not in link for _, link, _ in heads(page))


@pytest.mark.parametrize("sort", ["upn", "--name", "sort_key", "stage__name", "%27", "-"])
def test_an_unknown_order_is_said_and_shows_nobody(client, school, sort):
    PupilFactory(school=school)
    sign_in(client, member(school, Role.SENCO))

    response = client.get(f"/{school.slug}/pupils/?sort={sort}")

    assert response.status_code == 200 and response.context["filters"].errors
    assert response.context["rows"] == []


@pytest.mark.parametrize("sort", ORDERS)
def test_a_cursor_of_another_order_breaks_nothing(client, school, many, sort):
    sign_in(client, member(school, Role.SENCO))
    for other in ORDERS:
        link = client.get(f"/{school.slug}/pupils/?sort={other}").context["page"].next_url
        after = link.partition("after=")[2]

        response = client.get(f"/{school.slug}/pupils/?sort={sort}&after={after}")

        assert response.status_code == 200


def test_the_stage_orders_nothing_for_those_who_do_not_see_it(client, school):
    sign_in(client, member(school, Role.OFFICE))

    response = client.get(f"/{school.slug}/pupils/?sort=stage")

    assert response.context["filters"].errors
    assert 'value="stage"' not in response.content.decode()


def test_who_works_in_the_office_and_teaches_sees_their_own_class_s_stages(client, school):
    stage = school.stages.filter(on_register=True).first()
    willow = ClassGroupFactory(school=school, name="Willow")
    PupilFactory(school=school, class_group=willow, stage=stage, legal_first_name="Mine")
    PupilFactory(school=school, stage=stage, legal_first_name="Other")
    both = member(school, Role.OFFICE)
    begin = moment.today().replace(month=1, day=1)
    Membership.objects.create(user=both, school=school, role=Role.TEACHER, from_on=begin)
    hold_class(both, willow)
    sign_in(client, both)

    def stages(query=""):
        rows = client.get(f"/{school.slug}/pupils/{query}").context["rows"]
        return [(row["name"].split()[0], row["stage"]) for row in rows]

    assert stages() == [("Mine", stage.name), ("Other", "")]
    assert stages(f"?stage={stage.pk}") == [("Mine", stage.name)]
    assert stages("?register=yes") == [("Mine", stage.name)]
    assert stages("?sort=stage") == []
