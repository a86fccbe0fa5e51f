"""EHC plans with sections and lines, requests, reviews; all children are invented."""

from datetime import date, timedelta

import factory
from factory.django import DjangoModelFactory

from ehcp.plans import deadlines
from ehcp.plans.models import EhcNeed, EhcOutcome, EhcPlan, EhcProvision, Section
from ehcp.requests.models import AssessmentRequest
from ehcp.reviews import deadlines as review_deadlines
from ehcp.reviews.models import AnnualReview, Invitation
from sendcase import moment
from tests.factories.people import UserFactory
from tests.factories.pupils import PupilFactory


class EhcPlanFactory(DjangoModelFactory):
    """In force since 300 days, without sections: `written_plan` has them."""

    class Meta:
        model = EhcPlan

    pupil = factory.SubFactory(PupilFactory)
    school = factory.SelfAttribute("pupil.school")
    state = EhcPlan.State.IN_FORCE
    local_authority = "Westshire County Council"
    officer_name = "Ms D. Farrow"
    officer_email = "sen@westshire.example"
    issued_on = factory.LazyFunction(lambda: moment.today() - timedelta(days=300))
    recorded_by = factory.SubFactory(UserFactory)


def written_plan(**fields) -> EhcPlan:
    """With prose in A and I, one need, one outcome and one provision, linked."""
    plan = EhcPlanFactory(**fields)
    Section.objects.create(plan=plan, letter="A", words="Likes drawing and being read to.")
    Section.objects.create(plan=plan, letter="I", words="A mainstream primary school.")
    need = EhcNeed.objects.create(plan=plan, number=1, words="Finds it hard to follow long talk.")
    outcome = EhcOutcome.objects.create(
        plan=plan, number=1, words="Follows three steps said once.", by_when="End of Year 4",
        how_measured="Counted by the teacher each half term.",
    )  # fmt: skip
    outcome.needs.add(need)
    provision = EhcProvision.objects.create(
        plan=plan, number=1, words="Language group.", minutes=30, times=2, per="week",
        group_size=3, who="a trained teaching assistant",
    )  # fmt: skip
    provision.needs.add(need)
    provision.outcomes.add(outcome)
    return plan


class AssessmentRequestFactory(DjangoModelFactory):
    class Meta:
        model = AssessmentRequest

    pupil = factory.SubFactory(PupilFactory)
    school = factory.SelfAttribute("pupil.school")
    asked_by = AssessmentRequest.AskedBy.SCHOOL
    why = "Two plans and advice did not bring enough progress."
    local_authority = "Westshire County Council"
    recorded_by = factory.SubFactory(UserFactory)


class AnnualReviewFactory(DjangoModelFactory):
    """To be planned; give `meeting_on` and so on for later states."""

    class Meta:
        model = AnnualReview

    plan = factory.SubFactory(EhcPlanFactory)
    pupil = factory.SelfAttribute("plan.pupil")
    school = factory.SelfAttribute("plan.school")
    recorded_by = factory.SubFactory(UserFactory)


class InvitationFactory(DjangoModelFactory):
    class Meta:
        model = Invitation

    review = factory.SubFactory(AnnualReviewFactory)
    role = Invitation.Role.HEALTH
    name = "Dr P. Okonjo"
    organisation = "Westshire Community Health"
    email = "therapy@westshire.example"


A_MEETING = date(2026, 11, 24)  # invitations 10 Nov, report 8 Dec, decision 22 Dec, final 16 Feb
REACHED = ("planned", "invited", "circulated", "held", "reported", "decided", "finished")


def review_in(state="planned", meeting_on=A_MEETING, **fields) -> AnnualReview:
    """A review of a written plan as it stands in `state`, four people invited, deadlines kept.

    Days: invited and papers out two weeks before the meeting, report a week after it.
    """
    plan = fields.pop("plan", None) or written_plan()
    by_then = REACHED.index(state)
    before, after = meeting_on - timedelta(weeks=2), meeting_on + timedelta(weeks=1)
    days = [("invited_on", before), ("circulated_on", before), ("held_on", meeting_on),
            ("reported_on", after), ("decided_on", after)]  # fmt: skip
    facts = dict(days[:by_then])
    if by_then > 4:
        facts["decision"] = "amend"
    row = AnnualReviewFactory(plan=plan, state=state, meeting_on=meeting_on, **(facts | fields))
    for role, name in (("parent", "Ms L. Brightwater"), ("school", "Mr T. Adeyemi"),
                       ("authority", "Ms D. Farrow"), ("health", "Dr P. Okonjo"),
                       ("social_care", "")):  # fmt: skip
        InvitationFactory(review=row, role=role, name=name, invited_on=facts.get("invited_on"))
    deadlines.keep(plan)
    review_deadlines.keep(row)
    return row
