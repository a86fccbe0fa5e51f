"""Disclosures on the pupil's tab."""

from accounts.permissions import Permission as P
from ehcp.disclosure.models import Disclosure
from ehcp.plans import finding
from pupils.access import may_about


def part(request, pupil) -> dict | None:
    rows = list(Disclosure.objects.visible_to(request.user).filter(pupil=pupil)[:20])
    plan = next(iter(finding.of_pupil(request, pupil)), None)
    may_ask = plan is not None and may_about(request.user, P.EHC_DISCLOSE, pupil)
    if not rows and not may_ask:
        return None
    return {"rows": rows, "plan": plan if may_ask else None}
