"""Disclosures on the pupil's tab, and on the Today of whoever is the second person."""

from accounts.permissions import Permission as P
from ehcp.disclosure.models import Disclosure
from ehcp.plans import finding
from pupils.access import may_about
from pupils.querysets import pupil_scope


def part(request, pupil) -> dict | None:
    rows = list(Disclosure.objects.visible_to(request.user).filter(pupil=pupil)[:20])
    plan = next(iter(finding.of_pupil(request, pupil)), None)
    may_ask = plan is not None and may_about(request.user, P.EHC_DISCLOSE, pupil)
    if not rows and not may_ask:
        return None
    return {"rows": rows, "plan": plan if may_ask else None}


def waits_for_second(user, school) -> list[dict]:
    scope = pupil_scope(user, P.EHC_DISCLOSE_SECOND, "pupil__")
    rows = Disclosure.objects.filter(scope, school=school, state="asked").exclude(asked_by=user)
    return [
        {"text": f"Something of the EHC plan of {row.pupil.name}, for {row.recipient}",
         "url": row.get_absolute_url(), "verb": "Decide", "status": row.get_ground_display()}
        for row in rows.select_related("pupil")[:20]
    ]  # fmt: skip
