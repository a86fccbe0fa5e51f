"""What an authority wrote when it said no, beside the plan that is written next."""

from django.db.models import OuterRef, Subquery
from django.utils.text import Truncator

from accounts.permissions import Permission as P
from ehcp.requests.models import AssessmentRequest
from iep.elsewhere import Advice, Source
from pupils.access import may_about
from pupils.wording import day_text

LONGEST = 1500  # characters; the link leads to all of it
SAID_NO = ("refused", "no_plan")


def joined(plans, user):
    """The plans with `last_answered`, the state of the newest request that was answered."""
    rows = AssessmentRequest.objects.visible_to(user).filter(pupil=OuterRef("pupil"))
    newest = rows.filter(state__in=[*SAID_NO, "plan"]).order_by("-pk")
    return plans.annotate(last_answered=Subquery(newest.values("state")[:1]))


def advice_for(user, plan) -> list[Advice]:
    """For those who read the whole file; until a later request leads to a plan."""
    if plan.last_answered not in SAID_NO or not may_about(user, P.EHC_VIEW, plan.pupil):
        return []
    rows = AssessmentRequest.objects.visible_to(user).filter(pupil=plan.pupil_id)
    newest = rows.filter(state__in=SAID_NO).order_by("-pk")[0]
    if not newest.feedback:
        return []
    on = day_text(newest.no_plan_on or newest.decided_on)
    words = Truncator(newest.feedback).chars(LONGEST)
    return [Advice(f"The authority wrote on {on}", words, newest.get_absolute_url())]


SOURCE = Source(joined, advice_for)
