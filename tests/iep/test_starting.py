"""A plan begins with what the school knows."""

from datetime import timedelta

import pytest

from audit.models import Event
from iep import services
from iep.models import SupportPlan
from pupils.models import ChronologyEntry
from schools import calendar
from schools.models import PlanKind
from sendcase import moment
from sendcase.edits import IllegalMove
from tests.factories.iep import PlanFactory, accepted
from tests.factories.register import placed
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db


def on_stage(case, code="sen-support"):
    entry = placed(case.pupil, code, by=case.senco)
    case.pupil.refresh_from_db()
    return entry


def kind_of(case, code="iep-area"):
    return PlanKind.objects.get(school=case.school, code=code)


def test_it_is_filled_in_from_referral_and_register(case):
    referral = accepted(case)

    plan = services.start_plan(pupil=case.pupil, kind=kind_of(case), by=case.teacher)

    assert plan.state == SupportPlan.State.DRAFT
    assert plan.register_entry == referral.register_entry
    assert plan.concerns == referral.reasons
    assert plan.sen_level == "SEN Support"
    assert [area.code for area in plan.areas.all()] == ["ci"]  # SLCN usually belongs there
    assert plan.lead == case.teacher


def test_review_date_is_the_kinds_weeks_later_on_a_day_the_school_is_open(case):
    kind = kind_of(case)
    case.school.closures.create(
        name="Training", starts_on=moment.today() + timedelta(weeks=6),
        ends_on=moment.today() + timedelta(weeks=6, days=2),
    )  # fmt: skip

    plan = services.start_plan(pupil=case.pupil, kind=kind, by=case.teacher)

    assert plan.starts_on == moment.today()
    assert plan.review_on >= moment.today() + timedelta(weeks=6, days=3)
    assert calendar.is_open(case.school, plan.review_on)


def test_kinds_are_those_of_the_stage(case):
    on_stage(case)
    case.pupil.stage.plan_kinds.set([kind_of(case, "iep-learning")])

    assert [kind.code for kind in services.kinds_for(case.pupil)] == ["iep-learning"]
    with pytest.raises(IllegalMove, match="does not use"):
        services.start_plan(pupil=case.pupil, kind=kind_of(case), by=case.teacher)


def test_without_kinds_at_the_stage_all_of_the_schools_may_be_used(case):
    SchoolFactory(preset="three_tiers")  # its kinds could leak
    on_stage(case, "monitoring")

    assert {kind.school for kind in services.kinds_for(case.pupil)} == {case.school}
    assert services.kinds_for(case.pupil).count() == 2


def test_a_kind_of_another_school_is_refused(case):
    foreign = SchoolFactory().plan_kinds.first()

    with pytest.raises(IllegalMove):
        services.start_plan(pupil=case.pupil, kind=foreign, by=case.teacher)
    assert not SupportPlan.objects.exists()


def test_a_second_live_plan_of_a_kind_is_refused_and_names_the_first(case):
    first = services.start_plan(pupil=case.pupil, kind=kind_of(case), by=case.teacher)

    with pytest.raises(services.AlreadyPlanned) as refused:
        services.start_plan(pupil=case.pupil, kind=kind_of(case), by=case.senco)

    assert refused.value.plan == first
    assert SupportPlan.objects.count() == 1


def test_the_database_too_allows_one_live_plan_per_kind(case):
    from django.db import IntegrityError

    PlanFactory(pupil=case.pupil)
    with pytest.raises(IntegrityError, match=r"one_live_plan_per_kind|UNIQUE"):
        PlanFactory(pupil=case.pupil)


def test_starting_is_audited_and_stands_in_the_story(case):
    plan = services.start_plan(pupil=case.pupil, kind=kind_of(case), by=case.teacher)

    event = Event.objects.get(verb="plan.started")
    assert (event.object_id, event.actor_id, event.school_id, event.pupil_id) == (
        plan.pk, case.teacher.pk, case.school.pk, case.pupil.pk,
    )  # fmt: skip
    assert ChronologyEntry.objects.get(pupil=case.pupil).url == f"/plans/{plan.pk}/"


def test_who_leads_can_be_said(case):
    plan = services.start_plan(
        pupil=case.pupil, kind=kind_of(case), by=case.senco, lead=case.teacher
    )
    assert plan.lead == case.teacher
