"""Plans in the states that matter. A shared one is made through the real services."""

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from accounts.permissions import Role
from iep import services
from iep.models import SupportPlan, Target
from referrals import triage
from register.models import NeedType
from sendcase import moment
from tests.factories import referrals
from tests.factories.people import UserFactory, member
from tests.factories.pupils import PupilFactory


class PlanFactory(DjangoModelFactory):
    class Meta:
        model = SupportPlan
        skip_postgeneration_save = True

    class Params:
        agreed = factory.Trait(
            state="agreed",
            agreed_by=factory.SubFactory(UserFactory),
            agreed_at=factory.LazyFunction(moment.now),
        )

    pupil = factory.SubFactory(PupilFactory)
    school = factory.SelfAttribute("pupil.school")
    kind = factory.LazyAttribute(lambda plan: plan.school.plan_kinds.first())
    layout = factory.SelfAttribute("kind.layout")
    targets_least = factory.SelfAttribute("kind.targets_least")
    targets_most = factory.SelfAttribute("kind.targets_most")
    agreed_by_role = factory.SelfAttribute("kind.agreed_by")
    needs_second = factory.SelfAttribute("kind.second_approver")
    lead = factory.SubFactory(UserFactory)
    concerns = "Finds it hard to hear the sounds inside words."
    strengths = "Kind to others, loves drawing."
    starts_on = factory.LazyFunction(moment.today)
    review_on = factory.LazyAttribute(lambda plan: plan.starts_on + timedelta(weeks=6))

    @factory.post_generation
    def targets(self, create, count, **kwargs):
        for position in range(1, (3 if count is None else count) + 1):
            TargetFactory(plan=self, position=position)


class TargetFactory(DjangoModelFactory):
    class Meta:
        model = Target

    plan = factory.SubFactory(PlanFactory)
    school = factory.SelfAttribute("plan.school")
    position = 1
    target = factory.Sequence(lambda n: f"Read {20 + n} of the first 45 words by sight.")
    criteria = "18 of 20 right on two days in one week."
    resources = "Word cards, 10 minutes, 4 times a week."
    strategies = "Sits near the front; words on the table."
    delivered_by = "Mrs Lamb"


def shared_plan(pupil, *, by=None, **fields):
    """A plan agreed and shared, with its version and its PDF."""
    by = by or member(pupil.school, Role.SENCO)
    plan = PlanFactory(pupil=pupil, school=pupil.school, agreed=True, lead=by, **fields)
    services.share(plan=plan, by=by)
    plan.refresh_from_db()
    return plan


def reviewed_plan(pupil, *, by=None, outcome="partly", **fields):
    plan = shared_plan(pupil, by=by, **fields)
    outcomes = {target.pk: (outcome, "") for target in plan.targets.filter(removed_at=None)}
    services.review(
        plan=plan, by=by or plan.lead, reviewed_on=moment.today(), outcomes=outcomes,
        pupil_views="I like the cards.",
    )  # fmt: skip
    plan.refresh_from_db()
    return plan


def accepted(case, stage="sen-support"):
    """A referral of the case's teacher that its SENCO accepted to the stage."""
    sent = referrals.sent(case.pupil, case.teacher)
    done = triage.accept(
        referral=sent, version=sent.version, by=case.senco,
        stage=case.school.stages.get(code=stage), reason="Support in class was not enough.",
        needs=[(NeedType.SLCN, "finding the right words")],
    )  # fmt: skip
    case.pupil.refresh_from_db()
    return done
