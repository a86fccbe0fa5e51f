"""“More filters” above the list: what each narrows, and whom it is there for."""

import pytest

from accounts.permissions import Role
from tests.factories.iep import PlanFactory
from tests.factories.people import UserFactory, member, sign_in
from tests.factories.pupils import PupilFactory, share
from tests.factories.register import placed
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def three(school):
    """Ada has a need, an area and a plan; Ben's plan is closed; Col has facts on file."""
    willow = ClassGroupFactory(school=school, name="3 Willow")
    ada, ben, col = (
        PupilFactory(school=school, legal_first_name=name, class_group=willow)
        for name in ("Ada", "Ben", "Col")
    )
    entry = placed(ada)
    entry.areas.add(school.areas.get(code="ci"))
    PlanFactory(pupil=ada)
    PlanFactory(pupil=ben, state="closed")
    col.looked_after = col.eal = True
    col.save()
    return ada, ben, col


def first(client, school, **query):
    rows = client.get(f"/{school.slug}/pupils/", query).context["rows"]
    return [row["name"].split()[0] for row in rows]


def test_area_need_plan_and_facts_narrow_the_list(client, school, three):
    sign_in(client, member(school, Role.SENCO))
    areas = {area.code: area.pk for area in school.areas.all()}

    assert first(client, school) == ["Ada", "Ben", "Col"]
    assert first(client, school, area=areas["ci"]) == ["Ada"]
    assert first(client, school, area=areas["cl"]) == []
    assert first(client, school, need="SLCN") == ["Ada"]
    assert first(client, school, need="ASD") == []
    assert first(client, school, plan="open") == ["Ada"]
    assert first(client, school, plan="none") == ["Ben", "Col"]
    assert first(client, school, fact="looked_after") == ["Col"]
    assert first(client, school, fact="eal", plan="none", year="3") == ["Col"]
    assert first(client, school, fact="fsm") == []


def test_an_entry_that_ended_is_no_need_of_today(client, school, three):
    senco = member(school, Role.SENCO)
    three[0].register_entries.update(
        from_on="2025-09-01", until_on="2026-01-01", end_reason="Done", ended_by=senco
    )
    sign_in(client, senco)

    assert first(client, school, need="SLCN") == []


@pytest.mark.parametrize(
    ("role", "there", "missing"),
    [
        (Role.SENCO, {"area", "need", "plan", "fact", "stage", "register"}, set()),
        (Role.HEAD, {"area", "need", "plan", "fact", "stage", "register"}, set()),
        (Role.TEACHER, {"area", "need", "plan", "stage", "register"}, {"fact"}),
        (Role.SUPPORT, {"area", "need", "plan", "stage", "register"}, {"fact"}),
        (Role.OFFICE, set(), {"area", "need", "plan", "fact", "stage", "register"}),
    ],
)
def test_a_question_is_there_for_those_who_may_know_the_answer(
    client, school, three, role, there, missing
):
    person = member(school, role)
    if role == Role.TEACHER:
        hold_class(person, three[0].class_group)
    sign_in(client, person)

    response = client.get(f"/{school.slug}/pupils/")

    names = set(response.context["filters"].fields)
    assert there <= names and not missing & names
    whole = first(client, school)
    asked = {"fact": "looked_after", "need": "SLCN", "area": "1", "plan": "open"}
    for name in missing & set(asked):  # asked all the same, it changes nothing
        assert first(client, school, **{name: asked[name]}) == whole


def test_a_guest_learns_of_no_plan_that_was_not_given(client, school, three):
    guest = UserFactory()
    share(three[0], guest)
    sign_in(client, guest)

    assert first(client, school, plan="open") == []
    assert first(client, school, need="SLCN") == ["Ada"]


@pytest.mark.parametrize("query", ["area=x", "need=BAD", "plan=maybe", "fact=disability"])
def test_an_answer_nobody_offered_is_said_and_shows_nobody(client, school, three, query):
    sign_in(client, member(school, Role.SENCO))

    response = client.get(f"/{school.slug}/pupils/?{query}")

    assert response.context["filters"].errors and response.context["rows"] == []


def test_more_filters_is_closed_until_one_of_them_is_set(client, school, three):
    sign_in(client, member(school, Role.SENCO))

    calm = client.get(f"/{school.slug}/pupils/?year=3").content.decode()
    asked = client.get(f"/{school.slug}/pupils/?plan=open").content.decode()

    assert '<details class="more-filters">' in calm
    assert '<details class="more-filters" open>' in asked
    assert "Showing: Has an open plan." in asked


@pytest.mark.parametrize("rows", [10, 200])
def test_everything_asked_at_once_costs_the_same_at_any_size(client, school, rows, at_most):
    willow = ClassGroupFactory(school=school, name="3 Willow")
    PupilFactory.create_batch(rows, school=school, class_group=willow, eal=True)
    sign_in(client, member(school, Role.SENCO))
    area = school.areas.first().pk

    with at_most(8):
        client.get(
            f"/{school.slug}/pupils/?q=bright&year=3&area={area}&need=ASD&plan=none&fact=eal"
            "&register=no&sort=-class"
        )
