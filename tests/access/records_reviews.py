"""A plan with a change asked for, and a review that asks about the stage."""

from iep import services as plans
from iep.reviews import checks
from sendcase import moment
from tests.factories.iep import shared_plan
from tests.factories.pupils import PupilFactory


def reviewing(at, writer, senco):
    area, learning = at.school.plan_kinds.filter(code__in=["iep-area", "iep-learning"])
    pupil = PupilFactory(school=at.school, class_group=at.klass)
    at.checked = shared_plan(pupil, by=writer, kind=area)
    period = checks.period_now(at.school.pk)
    at.check_asked = checks.check(
        plan=at.checked, by=senco, finding="change", note="Give it a number.", period=period
    )
    old = shared_plan(pupil, by=writer, kind=learning)
    outcomes = {target.pk: ("partly", "") for target in old.targets.all()}
    at.stage_review = plans.review(
        plan=old, by=writer, reviewed_on=moment.today(), outcomes=outcomes, decision="step_up"
    )
