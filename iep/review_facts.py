"""What the termly review of the register hears of a child's plan. One query for all children."""

from iep.dates import words
from iep.models import SupportPlan
from register.review.facts import Fact
from sendcase import moment

State = SupportPlan.State
SAID = {
    State.DRAFT: "{kind}: being written",
    State.AGREED: "{kind}: to be shared",
    State.SHARED: "{kind}: review by {day}",
    State.REVIEWED: "{kind}: reviewed, write the next one or close it",
}


def plans(user, school_id, pupils=None) -> dict[int, Fact]:
    """Pupil number → the plan that asks most: one that is late before any other."""
    rows = SupportPlan.objects.visible_to(user).filter(school=school_id, state__in=SAID)
    if pupils is not None:
        rows = rows.filter(pupil__in=pupils)
    found: dict[int, Fact] = {}
    for pupil, state, review_on, kind in rows.order_by("review_on", "pk").values_list(
        "pupil", "state", "review_on", "kind__short_name"
    ):
        fact = fact_of(state, review_on, kind)
        if pupil not in found or (fact.state, found[pupil].state) == ("late", "plain"):
            found[pupil] = fact
    return found


def fact_of(state, review_on, kind) -> Fact:
    if state == State.SHARED and review_on < moment.today():
        return Fact(f"{kind}: review late since {words(review_on)}", "late")
    return Fact(SAID[state].format(kind=kind, day=words(review_on)))
