"""What a change of the policy means for interventions, in counts."""

from collections.abc import Iterable

from provision.models import Intervention
from schools.policies import ProvisionReviews
from schools.policy.consequences import Said, changed_rows, some

OPEN = (Intervention.State.PROPOSED, Intervention.State.AGREED)


def effects(school, before, after) -> Iterable[Said]:
    was, now = before["rules"], after["rules"]
    if was["provision_review"] == now["provision_review"]:
        return
    rows = Intervention.objects.filter(school=school, state=Intervention.State.AGREED)
    if n := rows.count():
        run = some(n, "intervention runs or is agreed", "interventions run or are agreed")
        each = now["provision_review"] == ProvisionReviews.TERM
        follows = (
            "Each is due for review when a term ends, also for a term that ended since it began."
            if each
            else "Each is due for review on its last day only."
        )
        yield Said(f"{run}. {follows}", f"/{school.slug}/provision/")


def hindrances(school, before, after) -> Iterable[str]:
    for was, now in changed_rows(before, after, "areas"):
        if was["is_used"] and not now["is_used"]:
            rows = Intervention.objects.filter(school=school, state__in=OPEN)
            if n := rows.filter(area__code=was["code"]).count():
                names_it = some(n, "intervention is for it", "interventions are for it")
                yield f"“{was['name']}” stays in use: {names_it}."


def in_use(school) -> Iterable[str]:
    n = Intervention.objects.filter(school=school, state__in=OPEN).count()
    if n:
        yield f"{some(n, 'intervention is', 'interventions are')} proposed or agreed."
