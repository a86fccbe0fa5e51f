"""The paper form again: Appendix A's headings in its order, on one page."""

from django.db.models import Q
from django.template.loader import render_to_string

from referrals.models import State
from referrals.obligations import london
from referrals.presenting import may_read_carer, written
from schools.models import Area
from sendcase import moment
from sendcase.pdf import render_pdf

# What "action taken" says, by state; the decision's own words follow.
ACTIONS = {
    State.RETURNED: "More information asked for.",
    State.IN_CLASS: "Support in class.",
    State.PASTORAL: "Passed to pastoral care.",
    State.WITHDRAWN: "Withdrawn.",
}


def paper_form(referral, user) -> bytes:
    """The PDF. Raises PdfFailed."""
    return render_pdf(render_to_string("referrals/print.html", facts(referral, user)))


def facts(referral, user) -> dict:
    ticked = {area.pk for area in referral.areas.all()}
    areas = Area.objects.filter(school=referral.school_id)
    areas = areas.filter(Q(is_used=True) | Q(pk__in=ticked))
    return {
        "referral": referral,
        "pupil": referral.pupil,
        "school": referral.school,
        "policy": referral.school.policy,
        "carer": referral.carer_name if may_read_carer(user, referral) else "",
        "areas": [(area.name, area.pk in ticked) for area in areas],
        "tests": list(referral.tests.all()),
        "reviewed_on": written(london(referral.decided_at)) if referral.decided_at else "",
        "action": action_taken(referral),
        "born_on": day(referral.pupil.born_on),
        "raised_on": written(referral.raised_on),
        "spoken_on": written(referral.parent_spoken_on),
        "printed_on": written(moment.today()),
    }


def day(date) -> str:
    """A birthday: the day of the week says nothing."""
    return f"{date.day} {date:%b %Y}"


def action_taken(referral) -> str:
    """The latest decision in words; nothing while the referral waits."""
    if not referral.decided_at:
        return ""
    if referral.register_entry:
        first = f"Accepted: {referral.register_entry.stage_name}."
    else:
        first = ACTIONS.get(referral.state, "")
    latest = referral.decisions.order_by("-at", "-pk").first()
    parts = [first, referral.decision_reason, latest.next_step if latest else ""]
    return "\n".join(part for part in parts if part)
