"""The pages of money: what they say, what they cost, what they refuse."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.permissions import Role
from audit.models import Event
from provision.costs import services
from provision.costs.models import Charge, CostRules, Funding, Grade
from provision.models import Place, Promise
from pupils.models import Pupil
from sendcase import moment
from sendcase.edits import IllegalMove
from tests.factories.people import member, sign_in
from tests.factories.provision import in_it, running
from tests.factories.pupils import PupilFactory
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(db):
    return SchoolFactory()


@pytest.fixture
def senco(school):
    return member(school, Role.SENCO)


@pytest.fixture
def money(client, school, senco):
    sign_in(client, senco)
    return lambda at="": client.get(f"/{school.slug}/provision/cost/{at}")


@pytest.fixture
def group(school, senco):
    services.add_grade(
        school=school, by=senco, name="Teaching assistant", pence=1450, on_costs=0,
        from_on=date(2026, 1, 1), is_default=True,
    )  # fmt: skip
    return running(school, senco)


def places(group, senco, many):
    """As in_it makes them, in bulk."""
    made = [PupilFactory.build(school=group.school, class_group=None) for _ in range(many)]
    for number, pupil in enumerate(made):
        pupil.sort_key = f"name {number:04}"
    Pupil.objects.bulk_create(made)
    day = {"from_on": group.starts_on, "school": group.school}
    promises = Promise.objects.bulk_create(
        Promise(pupil=pupil, what="Sounds", minutes=20, times=3, made_by=senco, **day)
        for pupil in made
    )
    Place.objects.bulk_create(
        Place(intervention=group, pupil=each.pupil, promise=each, **day) for each in promises
    )


def test_without_rates_the_page_says_how_to_begin(money):
    words = money().content.decode()

    assert "Nothing to count yet" in words
    for at, title in (("rates/", "No grade yet"), ("charges/", "No other costs yet"),
                      ("funding/", "No money is written down yet")):  # fmt: skip
        assert title in money(at).content.decode()


def test_an_adult_without_a_rate_is_named_as_a_gap(money, school, senco):
    group = running(school, senco, staff=member(school, Role.SUPPORT))
    in_it(group, PupilFactory(school=school), senco)

    assert "Some adults have no rate" in money().content.decode()


@pytest.mark.parametrize("many", [10, 200])
def test_the_year_costs_as_many_queries_at_any_size(money, group, senco, many):
    places(group, senco, many)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        words = money().content.decode()

    assert len([each for each in asked if "SAVEPOINT" not in each["sql"]]) <= 24
    assert words.count('/cost/" dir') == min(many, 50)


def test_the_second_page_has_the_rest(money, group, senco):
    places(group, senco, 60)

    assert money("?page=2").content.decode().count('/cost/" dir') == 10


@pytest.mark.parametrize("year", ["", "abc", "99999999999999999999", "2026", "-1", "²"])
def test_any_year_in_the_address_is_answered(money, year):
    assert money(f"?year={year}").status_code == 200


def test_money_is_typed_in_pounds_and_kept_in_pence(client, money, school):
    said = {"first_month": 9, "threshold": "£6,500.50", "version": 1}
    answer = client.post(f"/{school.slug}/provision/cost/rules/", said)

    assert answer.status_code == 302
    row = CostRules.objects.get(school=school)
    assert (row.first_month, row.threshold) == (9, 650_050)


@pytest.mark.parametrize("typed", ["", "ten", "1.2.3", "-5", "1e9", "99999999999", "0"])
def test_what_is_no_money_comes_back_with_what_was_typed(client, money, school, typed):
    said = {"name": "Teacher", "pence": typed, "on_costs": "20", "from_on": moment.today()}
    answer = client.post(f"/{school.slug}/provision/cost/rates/new/", said)

    assert answer.status_code == 200
    assert "There is something to put right" in answer.content.decode()
    assert 'value="Teacher"' in answer.content.decode()
    assert not Grade.objects.exists()


def test_a_pupil_of_another_school_is_no_choice(client, money, school):
    other = PupilFactory()
    said = {"pupil": other.pk, "kind": "equipment", "what": "A slope", "pence": "5", "per": "once",
            "from_on": moment.today()}  # fmt: skip

    answer = client.post(f"/{school.slug}/provision/cost/charges/new/", said)

    assert answer.status_code == 200
    assert not Charge.objects.exists()


def test_a_childs_page_says_what_lies_above_the_threshold(client, money, group, senco, school):
    pupil = PupilFactory(school=school)
    services.charge(
        school=school, by=senco, pupil=pupil, kind="equipment", what="A lift", pence=800_000,
        per="once", from_on=moment.today(),
    )  # fmt: skip

    words = client.get(f"/pupils/{pupil.pk}/cost/").content.decode()

    assert "£2,000.00 above the threshold is paid by nobody else" in words


def test_who_looks_at_children_s_money_is_in_the_log(money, school):
    for at in ("", "charges/", "funding/", "?year=0202699999"):
        assert money(at).status_code == 200, at
    verbs = list(Event.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == [f"costs:{name}.listed" for name in ("year", "charges", "funding", "year")]


def test_money_named_in_an_ehc_plan_wants_its_pupil(client, money, school):
    said = {"source": "ehc", "pence": "100", "from_on": "2026-09-01", "until_on": "2027-07-21"}
    answer = client.post(f"/{school.slug}/provision/cost/funding/new/", said)
    assert "An EHC plan is one pupil&#x27;s. Choose the pupil." in answer.content.decode()
    with pytest.raises(IllegalMove, match="one pupil's"):
        services.fund(school=school, by=member(school, Role.SENCO), source="ehc", pence=100,
                      from_on=date(2026, 9, 1), until_on=date(2027, 7, 21))  # fmt: skip
    assert not Funding.objects.exists()
