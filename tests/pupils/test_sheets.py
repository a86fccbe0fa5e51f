"""Lists as files: what is on the screen, for those who may, with a line in the log."""

import csv
import io

import pytest
from openpyxl import load_workbook

from accounts.permissions import Role
from audit.models import Event, EventDetail
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory, share
from tests.factories.register import placed
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return SchoolFactory(slug="oakfield")


@pytest.fixture
def willow(school):
    return ClassGroupFactory(school=school, name="Willow")


def lines(response):
    assert response.status_code == 200
    text = b"".join(response.streaming_content).decode()
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def pupils(client, query="", kind="csv"):
    return client.get(f"/oakfield/pupils/as/{kind}/{query}")


def test_all_pages_of_the_filter_in_its_order_with_the_columns_on_screen(client, school, willow):
    for number in range(60):
        PupilFactory(school=school, legal_first_name=f"Child{number:02}", class_group=willow)
    PupilFactory(school=school, legal_first_name="Else", year="4")
    PupilFactory(legal_first_name="Foreign")
    sign_in(client, member(school, Role.SENCO))
    query = "?year=3&sort=-name"

    rows = lines(pupils(client, query))

    page = client.get(f"/oakfield/pupils/{query}")
    assert rows[0] == [heading["label"] for heading in page.context["headings"]]
    assert [row[0] for row in rows[1:]] == [f"Child{n:02} Brightwater" for n in range(59, -1, -1)]
    assert rows[1] == ["Child59 Brightwater", "Willow", "Year 3", "", "14/03/2018", ""]
    assert "/oakfield/pupils/as/csv/?year=3&amp;sort=-name" in page.content.decode()


def test_the_workbook_says_the_same(client, school):
    PupilFactory(school=school, legal_first_name="=1+1", upn="V855400526001")
    sign_in(client, member(school, Role.OFFICE))

    response = pupils(client, kind="xlsx")

    page = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    assert [cell.value for cell in page[1]] == ["Name", "Class", "Year", "Born", "UPN"]
    assert page["A2"].value == "=1+1 Brightwater" and page["A2"].data_type != "f"
    assert lines(pupils(client))[1][0] == "'=1+1 Brightwater"
    assert "attachment" in response["Content-Disposition"]


def test_the_log_says_who_took_which_list_and_how_many(client, school):
    PupilFactory.create_batch(3, school=school)
    senco = member(school, Role.SENCO)
    sign_in(client, senco)

    pupils(client, "?year=3&list=Classes&rows=1")  # nobody says another list into the log

    event = Event.objects.get()
    assert (event.verb, event.actor_id, event.school_id) == (
        "school.downloaded", senco.pk, school.pk)  # fmt: skip
    assert EventDetail.objects.get().text == {
        "list": "Pupils", "year": "3", "file": "csv", "rows": 3,
    }  # fmt: skip


def test_a_teacher_takes_their_class_and_not_a_pupil_only_shared_with_them(client, school, willow):
    PupilFactory(school=school, class_group=willow, legal_first_name="Mine", upn="V855400526001")
    shared = PupilFactory(school=school, legal_first_name="Shared")
    teacher = member(school, Role.TEACHER)
    hold_class(teacher, willow)
    share(shared, teacher)
    sign_in(client, teacher)

    rows = lines(pupils(client))

    assert [row[0] for row in rows] == ["Name", "Mine Brightwater"]
    assert "V855400526001" not in str(rows)


@pytest.mark.parametrize("role", [Role.SUPPORT, Role.GOVERNOR])
def test_others_take_nothing_and_see_no_link(client, school, role):
    sign_in(client, member(school, role))

    assert pupils(client).status_code == 404
    assert "/as/csv/" not in client.get("/oakfield/pupils/").content.decode()


def test_too_many_rows_are_said_and_nothing_is_taken(client, school, monkeypatch):
    monkeypatch.setattr("schools.sheets.MOST_ROWS", 2)
    PupilFactory.create_batch(3, school=school)
    sign_in(client, member(school, Role.SENCO))

    response = client.get("/oakfield/pupils/as/csv/?year=3", follow=True)

    assert response.redirect_chain == [("/oakfield/pupils/?year=3", 302)]
    assert "more than 2 rows, too many for one file. Narrow it to one year or class and" in (
        response.content.decode()
    )
    assert not Event.objects.filter(verb="school.downloaded").exists()


@pytest.mark.parametrize("query", ["?year=99", "?sort=upn"])
def test_a_question_nobody_can_answer_gives_no_file(client, school, query):
    sign_in(client, member(school, Role.SENCO))

    assert pupils(client, query).url == f"/oakfield/pupils/{query}"


def test_no_other_kind_of_file(client, school):
    sign_in(client, member(school, Role.SENCO))

    assert pupils(client, kind="xls").status_code == 404


@pytest.mark.parametrize("rows", [10, 200])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_costs_the_same_at_any_size(client, school, willow, rows, kind, at_most):
    PupilFactory.create_batch(rows, school=school, class_group=willow)
    sign_in(client, member(school, Role.SENCO))

    with at_most(11):  # three of them ask whether the password was given again
        response = pupils(client, kind=kind)
        b"".join(response.streaming_content)


def test_the_register_as_a_file_is_the_list_of_its_day(client, school, willow):
    senco = member(school, Role.SENCO)
    placed(PupilFactory(school=school, class_group=willow, legal_first_name="Ada"), by=senco)
    PupilFactory(school=school, legal_first_name="Ben")
    sign_in(client, senco)

    rows = lines(client.get("/oakfield/register/as/csv/"))

    page = client.get("/oakfield/register/").content.decode()
    assert rows[0] == ["Name", "Class", "Stage", "Census code", "Main need", "Since", "Family told"]
    assert rows[1][0] == "Ada Brightwater" and rows[1][4] == "finding the right words"
    assert rows[1][6] == "Not yet" and len(rows) == 2
    assert all(f">{heading}<" in page for heading in rows[0])
    assert lines(client.get("/oakfield/register/as/csv/?on=2020-01-01"))[1:] == []


def test_the_office_takes_no_register(client, school):
    sign_in(client, member(school, Role.OFFICE))

    assert client.get("/oakfield/register/as/csv/").status_code == 404
