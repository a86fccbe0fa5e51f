"""Choosing, drawing, and what the pages cost."""

import pytest
from django.test import Client

from accounts.permissions import Role
from reports.trail.models import CaseTrail
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory
from tests.factories.register import placed
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(db):
    return SchoolFactory()


@pytest.fixture
def senco(school):
    return member(school, Role.SENCO)


@pytest.fixture
def client(senco):
    return sign_in(Client(), senco)


@pytest.fixture
def at(school):
    return f"/{school.slug}/case-trail/"


def helped(school, senco, count=8):
    pupils = PupilFactory.create_batch(count, school=school)
    for pupil in pupils:
        placed(pupil, by=senco)
    return pupils


def test_only_children_with_support_may_be_chosen(client, school, senco, at):
    [amina] = helped(school, senco, 1)
    PupilFactory(school=school, legal_first_name="Nohelp")
    watched = PupilFactory(school=school, legal_first_name="Watched")
    placed(watched, by=senco, stage=school.stages.filter(census_code="N").first())
    gone = helped(school, senco, 1)[0]
    type(gone).objects.filter(pk=gone.pk).update(left_on="2020-01-01")
    text = client.get(f"{at}new/").content.decode()
    assert (
        amina.name in text
        and "Nohelp" not in text
        and "Watched" not in text
        and gone.name not in text
    )


def test_drawn_are_ticked_and_the_number_is_kept(client, school, senco, at):
    helped(school, senco)
    answer = client.get(f"{at}new/?seed=7")
    form = answer.context["form"]
    assert len(form.ticked) == 6
    assert [row["ticked"] for row in answer.context["rows"][:7]] == [True] * 6 + [False]
    assert client.get(f"{at}new/?seed=7").context["form"].ticked == form.ticked
    answer = client.post(f"{at}new/?seed=7", {"pupil": [*form.ticked], "seed": "7"})
    trail = CaseTrail.objects.get()
    assert answer.url == trail.get_absolute_url() and trail.seed == 7
    assert trail.pupils.count() == 6
    assert "drawn by the number 7" in client.get(answer.url).content.decode()


@pytest.mark.parametrize("seed", ["", "x", "-1", "9" * 5000, "1e9"])
def test_a_number_that_is_none_draws_nobody(client, school, senco, at, seed):
    helped(school, senco, 1)
    assert client.get(f"{at}new/", {"seed": seed}).context["form"].ticked == set()


def test_none_and_too_many_are_said_beside_the_list(client, school, senco, at):
    pupils = helped(school, senco, 13)
    for chosen in ([], [pupil.pk for pupil in pupils]):
        text = client.post(f"{at}new/", {"pupil": chosen, "seed": ""}).content.decode()
        assert "Tick from 1 to 12 children." in text
    assert not CaseTrail.objects.exists()


def test_a_child_of_another_school_is_not_taken(client, school, senco, at):
    other = placed(PupilFactory()).pupil
    client.post(f"{at}new/", {"pupil": [other.pk]})
    assert not CaseTrail.objects.exists()


@pytest.mark.parametrize("size", [10, 200])
def test_choosing_costs_the_same_at_any_size(
    client, school, senco, at, size, django_assert_max_num_queries
):
    helped(school, senco, size)
    client.get(f"{at}new/")
    with django_assert_max_num_queries(11):
        client.get(f"{at}new/?seed=3")


@pytest.mark.parametrize("size", [10, 200])
def test_the_list_costs_the_same_at_any_size(
    client, school, senco, at, size, django_assert_max_num_queries
):
    CaseTrail.objects.bulk_create(
        CaseTrail(school=school, asked_by=senco, state="stopped") for _ in range(size)
    )
    client.get(at)
    with django_assert_max_num_queries(5):
        client.get(at)
