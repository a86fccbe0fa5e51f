"""What an authority wrote when it said no, beside the plan that is written next."""

from django.utils.text import Truncator

from accounts.permissions import Permission as P
from ehcp.requests.models import AssessmentRequest
from iep.elsewhere import Advice
from pupils.access import may_about
from pupils.wording import day_text

LONGEST = 1500  # characters; the link leads to all of it
SAID_NO = ("refused", "no_plan")


def advice_for(user, plan) -> list[Advice]:
    """For those who read the whole file; until a later request leads to a plan. One query."""
    if not may_about(user, P.EHC_VIEW, plan.pupil):
        return []  # asks the database nothing: teachers open this page most
    rows = AssessmentRequest.objects.visible_to(user).filter(pupil=plan.pupil_id)
    newest = rows.filter(state__in=[*SAID_NO, "plan"]).order_by("-pk").first()
    if newest is None or newest.state not in SAID_NO or not newest.feedback:
        return []
    on = day_text(newest.no_plan_on or newest.decided_on)
    words = Truncator(newest.feedback).chars(LONGEST)
    return [Advice(f"The authority wrote on {on}", words, newest.get_absolute_url())]
