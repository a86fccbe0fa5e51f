"""The plan on the pupil's “EHC plan” tab."""

from accounts.permissions import Permission as P
from ehcp.giving import showing as giving
from ehcp.parts import Part
from ehcp.plans import finding, showing
from ehcp.plans.models import EhcPlan
from pupils.access import may_about
from pupils.wording import day_text


def context(request, pupil) -> dict | None:
    user, letters = request.user, showing.letters_for(request.user, pupil)
    plans = finding.of_pupil(request, pupil)
    plan = next((each for each in plans if each.state in EhcPlan.OPEN), None)
    sees_all = letters == showing.ALL
    if not sees_all and (plan is None or plan.state != EhcPlan.State.IN_FORCE):
        return None
    may_record = plan is None and may_about(user, P.EHC_EDIT, pupil)
    found = {"plan": plan, "sees_all": sees_all, "may_record": may_record, "pupil": pupil}
    if plan is not None:
        plan.pupil = pupil
        found |= {"line": showing.line(plan), **showing.to_read(user, plan, letters)}
        giving.put_beside(user, plan, [] if sees_all else found["blocks"])
    if sees_all:
        found["past"] = [
            {"url": each.get_absolute_url(), "words": each.get_state_display(),
             "on": day_text(each.ended_on)} for each in plans if each is not plan
        ]  # fmt: skip
    return found


PART = Part("plan", 10, P.EHC_SUMMARY, "ehcp/plans/partials/_part.html", context)
