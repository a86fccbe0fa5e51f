"""The lists of plans, letters and referrals as files: what is on screen and nothing besides."""

import csv
import io

import pytest

from accounts.permissions import Role
from audit.models import Event, EventDetail
from tests.factories import referrals
from tests.factories.iep import PlanFactory
from tests.factories.letters import LetterFactory
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory, share
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class

pytestmark = pytest.mark.django_db
LISTS = ["plans", "letters", "referrals"]


@pytest.fixture
def school():
    return SchoolFactory(slug="oakfield")


@pytest.fixture
def senco(school):
    return member(school, Role.SENCO)


def papers(school, senco, **pupil):
    """A plan, a letter and a referral about one pupil."""
    child = PupilFactory(school=school, **pupil)
    PlanFactory(pupil=child, lead=senco)
    LetterFactory(pupil=child)
    referrals.sent(child, senco)
    return child


def lines(client, which, query=""):
    response = client.get(f"/oakfield/{which}/as/csv/{query}")
    assert response.status_code == 200
    text = b"".join(response.streaming_content).decode()
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize("which", LISTS)
def test_the_columns_on_screen_of_every_page_and_of_no_other_school(client, school, senco, which):
    willow = ClassGroupFactory(school=school, name="Willow")
    for number in range(60):
        papers(school, senco, legal_first_name=f"Child{number:02}", class_group=willow)
    papers(SchoolFactory(), senco, legal_first_name="Foreign")
    sign_in(client, senco)

    rows = lines(client, which)

    page = client.get(f"/oakfield/{which}/").content.decode()
    assert all(f'scope="col">{heading}</th>' in page for heading in rows[0])
    assert page.count('<th scope="col">') == len(rows[0])
    assert {row[0] for row in rows[1:]} == {f"Child{n:02} Brightwater" for n in range(60)}
    assert f"/oakfield/{which}/as/xlsx/?" in page


@pytest.mark.parametrize(
    ("which", "query", "found"),
    [("plans", "?show=past", 0), ("letters", "?state=issued", 0), ("referrals", "?show=open", 1)],
)
def test_the_question_of_the_list_narrows_the_file_and_the_log_says_it(
    client, school, senco, which, query, found
):
    papers(school, senco)
    sign_in(client, senco)

    assert len(lines(client, which, query)) == 1 + found

    name, _, asked = query[1:].partition("=")
    assert Event.objects.get(verb="school.downloaded").actor_id == senco.pk
    kept = EventDetail.objects.order_by("-pk").first().text
    title = {"plans": "Plans", "letters": "Letters home", "referrals": "Referrals"}[which]
    assert kept == {"list": title, name: asked, "file": "csv", "rows": found}


@pytest.mark.parametrize("which", ["plans", "referrals"])
def test_a_pupil_only_shared_with_a_teacher_does_not_leave_with_their_class(
    client, school, senco, which
):
    willow, teacher = ClassGroupFactory(school=school), member(school, Role.TEACHER)
    hold_class(teacher, willow)
    papers(school, senco, legal_first_name="Mine", class_group=willow)
    shared = papers(school, senco, legal_first_name="Shared")
    share(shared, teacher, includes_plan=True, includes_referral=True)
    sign_in(client, teacher)

    assert [row[0] for row in lines(client, which)[1:]] == ["Mine Brightwater"]
    assert "Shared" in client.get(f"/oakfield/{which}/").content.decode()


@pytest.mark.parametrize("which", LISTS)
@pytest.mark.parametrize("rows", [10, 40])
def test_a_file_costs_the_same_at_any_size(client, school, senco, which, rows, at_most):
    for _ in range(rows):
        papers(school, senco)
    sign_in(client, senco)

    with at_most(12):  # three of them ask whether the password was given again
        lines(client, which)
