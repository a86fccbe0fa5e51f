"""Which plans are drawn: by number and day alone, one of each child, and never of too few."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from iep.models import SupportPlan
from pupils.models import Pupil
from reports.sampler import drawing, services
from reports.sampler.models import Sample, SampleRelease
from sendcase import moment
from sendcase.edits import IllegalMove
from tests.factories.iep import shared_plan
from tests.factories.people import member
from tests.factories.pupils import PupilFactory
from tests.factories.samples import NO_PAPER, on_plans, opened, prepared

pytestmark = pytest.mark.django_db


def drawn(sample) -> list[int]:
    return list(sample.items.values_list("plan_version__plan", flat=True))


def test_the_same_number_draws_the_same_plans_all_day(case):
    first = drawn(prepared(case.school, case.senco, seed=4711))
    with NO_PAPER:
        shared_plan(PupilFactory(school=case.school), by=case.senco)
    assert drawn(prepared(case.school, case.senco, seed=4711)) == first


def test_another_number_or_day_draws_others(case):
    today = moment.today()
    ways = {
        tuple(lot.plan for lot in drawing.lots(case.school, seed, day))
        for seed in (1, 2, 3)
        for day in (today, today + timedelta(days=1))
    }
    assert len(ways) == 6


def test_the_version_is_the_one_shared_before_the_day(case):
    lots = drawing.lots(case.school, 1, moment.today())
    newest = {plan.pk: plan.versions.get().pk for plan in case.plans}
    assert {lot.plan: lot.version for lot in lots} == newest


def test_a_child_is_drawn_once(case):
    kind = case.school.plan_kinds.all()[1]
    with NO_PAPER, moment.at(moment.now() - timedelta(days=1)):
        shared_plan(case.plans[0].pupil, by=case.senco, kind=kind)
    lots = drawing.lots(case.school, 1, moment.today())
    assert len(lots) == len({lot.pupil for lot in lots}) == 8


@pytest.mark.parametrize("change", ["closed", "left"])
def test_with_seven_children_no_sample_is_nameless(case, change):
    plan = case.plans[0]
    if change == "closed":
        SupportPlan.objects.filter(pk=plan.pk).update(state="closed")
    else:
        Pupil.objects.filter(pk=plan.pupil_id).update(left_on=moment.today())
    with pytest.raises(IllegalMove, match="whose"):
        prepared(case.school, case.senco)
    assert not Sample.objects.exists()


def test_a_plan_shared_only_today_is_not_drawn(school):
    senco = member(school, "senco")
    on_plans(school, senco, count=7)
    with NO_PAPER:
        shared_plan(PupilFactory(school=school), by=senco)
    with pytest.raises(IllegalMove):
        prepared(school, senco)


def test_a_number_is_taken_by_chance_where_none_is_given(case):
    seeds = {services.draw(school=case.school, size=3, by=case.senco).seed for _ in range(3)}
    assert len(seeds) > 1


@pytest.mark.parametrize("statement", ["update", "delete"])
def test_what_was_released_is_frozen(case, statement):
    opened(case.school, case.senco, case.head)
    rows = SampleRelease.objects.all()
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(content="{}") if statement == "update" else rows._raw_delete(rows.db)
