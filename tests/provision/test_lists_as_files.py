"""Promises, the library and money as files: what is on screen, all of it, harmless."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from accounts.permissions import Role
from audit.models import Event
from provision.costs.models import Charge, Funding
from provision.ledger import services
from provision.ledger.counting import monday_of
from provision.measures.services import record
from provision.models import Promise
from pupils.models import Pupil
from schools.models import Term
from sendcase import moment
from tests.factories.people import member, sign_in
from tests.factories.provision import ProgrammeFactory, in_it, running
from tests.factories.pupils import PupilFactory, share
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class
from tests.schools.as_files import List, check, children, lines, names

pytestmark = pytest.mark.django_db
TODAY = moment.today()
LONG_AGO = monday_of(TODAY) - timedelta(weeks=8)
MONEY = "/oakfield/provision/cost/"


@pytest.fixture
def at():
    school = SchoolFactory(slug="oakfield")
    Term.objects.create(
        school=school, name="Term", starts_on=LONG_AGO, ends_on=LONG_AGO + timedelta(weeks=14)
    )
    return SimpleNamespace(school=school, senco=member(school, Role.SENCO))


def promise(at, pupil, **facts) -> Promise:
    said = {"what": "Reading with an adult", "minutes": 15, "times": 5, "from_on": LONG_AGO}
    return Promise.objects.create(
        school=at.school, pupil=pupil, made_by=at.senco, **said | facts
    )  # fmt: skip


def unkept(at):
    for pupil in children(at.school):
        promise(at, pupil)
    return "/oakfield/provision/unkept/"


def slipping(at):
    """Of each nothing was given in all these weeks."""
    unkept(at)
    return "/oakfield/provision/slipping/"


def library(at):
    for name in names():
        ProgrammeFactory(school=at.school, name=name)
    return "/oakfield/provision/library/"


def charges(at):
    Charge.objects.bulk_create(
        Charge(school=at.school, pupil=pupil, kind="materials", what=pupil.legal_first_name,
               pence=1250, from_on=TODAY) for pupil in children(at.school)
    )  # fmt: skip
    return f"{MONEY}charges/"


def funding(at):
    Funding.objects.bulk_create(
        Funding(school=at.school, pupil=pupil, source="top_up", pence=600_000, from_on=TODAY,
                until_on=TODAY) for pupil in children(at.school)
    )  # fmt: skip
    return f"{MONEY}funding/"


LISTS = [
    List(unkept, "Promised, nobody gives it yet", 12, dated=4),
    List(slipping, "Promises that slip", 20),
    List(library, "Library of programmes", 13),
    List(charges, "Other costs", 11, dated=3),
    List(funding, "Money that comes in", 11, r'data-label="For"[^>]*>(.*?)</td>', 1, 2),
]


@pytest.mark.parametrize("this", LISTS, ids=lambda this: this.make.__name__)
def test_a_file_is_the_whole_list_in_its_order_and_harmless(client, at, at_most, this):
    check(client, at, at_most, this)


def test_a_teacher_takes_what_slips_of_their_class_and_not_of_a_child_only_shared(client, at):
    teacher, willow = member(at.school, Role.TEACHER), ClassGroupFactory(school=at.school)
    hold_class(teacher, willow)
    slipping(at)
    mine, shared = Pupil.objects.filter(legal_first_name__in=["Name01", "Name02"])
    Pupil.objects.filter(pk=mine.pk).update(class_group=willow)
    share(shared, teacher, includes_provision=True)
    sign_in(client, teacher)

    rows = lines(client.get("/oakfield/provision/slipping/as/csv/"))

    assert [row[0] for row in rows[1:]] == ["Name01 Brightwater"]
    assert "Name02" in client.get("/oakfield/provision/slipping/").content.decode()


def test_the_file_of_what_slips_says_what_was_found_by_whom(client, at):
    late, looked = (promise(at, PupilFactory(school=at.school)) for _ in range(2))
    services.look(promise=looked, by=at.senco, because="Mrs Hall is ill.")
    sign_in(client, at.senco)

    _, first, second = lines(client.get("/oakfield/provision/slipping/as/csv/"))

    assert (first[0], first[8:]) == (late.pupil.name, ["", "", ""])
    assert (second[0], second[8:]) == (
        looked.pupil.name, ["Mrs Hall is ill.", at.senco.name, f"{TODAY:%d/%m/%Y}"],
    )  # fmt: skip


def test_results_are_those_of_children_who_may_be_taken_away_a_line_for_each_test(client, at):
    teacher, willow = member(at.school, Role.TEACHER), ClassGroupFactory(school=at.school)
    hold_class(teacher, willow)
    group = running(at.school, at.senco)
    mine = PupilFactory(school=at.school, class_group=willow, legal_first_name="=1+1")
    shared = PupilFactory(school=at.school, legal_first_name="Secret")
    share(shared, teacher, includes_provision=True)
    for child, when, result, day in (
        (mine, "entry", "12", group.starts_on), (mine, "exit", "20", TODAY),
        (shared, "entry", "9", group.starts_on),
    ):  # fmt: skip
        place = child.places.first() or in_it(group, child, at.senco)
        record(place=place, when=when, by=at.senco, test="Words", kind="raw", result=result,
               taken_on=day)  # fmt: skip
    url = f"/interventions/{group.pk}/measures/"

    sign_in(client, at.senco)
    rows = lines(client.get(f"{url}as/csv/"))
    assert [row[4] for row in rows[1:]] == ["20", "Not yet"]
    sign_in(client, teacher)
    [_, row] = lines(client.get(f"{url}as/csv/"))

    assert row[1:6] == [f"'{mine.name}", "12", f"{group.starts_on:%d/%m/%Y}", "20",
                        f"{TODAY:%d/%m/%Y}"]  # fmt: skip
    assert "Secret" in client.get(url).content.decode()


def test_a_pound_is_a_number_and_an_interventions_cost_is_in_the_file(client, at):
    Charge.objects.create(
        school=at.school, intervention=running(at.school, at.senco, name="Sounds"), pence=1205,
        kind="materials", what="Cards", per="session", from_on=TODAY,
    )  # fmt: skip
    sign_in(client, at.senco)

    [_, row] = lines(client.get(f"{MONEY}charges/as/csv/"))

    assert row == ["Cards", "Sounds", "Materials", f"{TODAY:%d/%m/%Y}", "", "12.05", "a session"]


@pytest.mark.parametrize("asked", ["?area=99", "?show=retired&area=x"])
def test_a_question_nobody_can_answer_gives_no_library(client, at, asked):
    library(at)
    sign_in(client, at.senco)

    answer = client.get(f"/oakfield/provision/library/as/csv/{asked}")

    assert answer.url == f"/oakfield/provision/library/{asked}"
    assert not Event.objects.filter(verb="school.downloaded").exists()


def test_a_list_that_cannot_be_narrowed_says_where_all_of_it_stands(client, at, monkeypatch):
    slipping(at)
    sign_in(client, at.senco)
    monkeypatch.setattr("schools.sheets.MOST_ROWS", 2)

    answer = client.get("/oakfield/provision/slipping/as/csv/?page=2", follow=True)

    assert answer.redirect_chain == [("/oakfield/provision/slipping/?page=2", 302)]
    assert "too many for one file. All of it stands on the pages below." in answer.content.decode()
    assert not Event.objects.filter(verb="school.downloaded").exists()
