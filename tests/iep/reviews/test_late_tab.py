"""The tab "Review late": how many by class, and boxes that lead to one screen."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.permissions import Role
from iep.models import SupportPlan
from sendcase import moment
from tests.factories.iep import PlanFactory, shared_plan
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory
from tests.iep.posting import queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_printing")]
LATE = timedelta(days=60)
COUNTED = '{} late: {} in <span dir="auto">{}</span>'


@pytest.fixture
def late(case):
    return shared_plan(case.pupil, by=case.senco, starts_on=moment.today() - LATE)


@pytest.fixture
def tab(case):
    return reverse("iep:list", args=[case.school.slug]) + "?show=late"


def test_the_senco_ticks_late_ones_and_reviews_them_together(client, case, late, tab):
    page = sign_in(client, case.senco).get(tab).content.decode()

    assert COUNTED.format("1 review", 1, case.klass.name) in page
    assert f'name="plan" value="{late.pk}"' in page
    together = client.get(reverse("plan_reviews:together", args=[case.school.slug]),
                          {"plan": late.pk})  # fmt: skip
    assert [part.plan for part in together.context["parts"]] == [late]


def test_the_head_is_told_how_many_and_has_no_boxes(client, case, late, tab):
    page = sign_in(client, member(case.school, Role.HEAD)).get(tab).content.decode()

    assert COUNTED.format("1 review", 1, case.klass.name) in page
    assert 'name="plan"' not in page
    assert "ticked" not in page


def test_a_plan_that_is_being_changed_has_no_box(client, case, late, tab):
    SupportPlan.objects.filter(pk=late.pk).update(is_revising=True)

    page = sign_in(client, case.senco).get(tab).content.decode()

    assert 'name="plan"' not in page


@pytest.mark.parametrize("rows", [10, 200])
def test_the_tab_costs_the_same_at_any_length(client, case, tab, rows):
    for _ in range(rows):
        pupil = PupilFactory(school=case.school, class_group=case.klass)
        PlanFactory(pupil=pupil, lead=case.teacher, targets=0, agreed=True)
    day = moment.today() - LATE
    SupportPlan.objects.update(
        state="shared", shared_at=moment.now(), starts_on=day, review_on=day + timedelta(days=1)
    )
    sign_in(client, case.senco).get(tab)

    with queries(at_most=10):
        response = client.get(tab)

    assert response.context["late_by_class"] == [(case.klass.name, rows)]
    assert len(response.context["rows"]) == min(rows, 40)
