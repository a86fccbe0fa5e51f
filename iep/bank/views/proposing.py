"""From a plan into the bank: the target of one child becomes one for many."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.views.decorators.http import require_http_methods

from accounts.access import needs, require
from accounts.permissions import Permission as P
from audit.reads import reads
from iep.bank import listing
from iep.bank.counting import BANDS, BEFORE_RECEPTION, band_of
from iep.bank.forms import HINTS, BankTargetForm
from iep.bank.names import without_names
from iep.bank.views.targets import added
from iep.views import finding


@needs(P.BANK_PROPOSE)
@require_http_methods(["GET", "POST"])
@reads("read")
def from_plan(request, pk, target):
    """The child's name is made a gap before anything is shown; the person reads and sends."""
    plan = finding.readable(request, pk)
    require(request.user, P.BANK_PROPOSE, school_id=plan.school_id)
    is_editor = finding.reaches(request.user, plan, P.PLAN_EDIT)
    if not finding.sees_live_rows(request.user, plan, is_editor=is_editor):
        raise PermissionDenied("live rows")
    row = plan.targets.filter(pk=target, removed_at=None).first()
    if row is None:
        raise Http404
    kept = {"kept_by": request.user, "kept_as": "bank-target", "kept_key": f"of-target-{target}"}
    initial = beginning(plan, row)
    form = BankTargetForm(request.POST or None, school=plan.school, initial=initial, **kept)
    return added(request, plan.school, form, plan.get_absolute_url(), plan=plan)


def beginning(plan, row) -> dict:
    """The texts without the name, the plan's area where it has one, the years of the key stage."""
    areas = list(plan.areas.all()[:2])
    first, last = span_of(plan.pupil.year)
    texts = {name: without_names(getattr(row, name), plan.pupil) for name in HINTS}
    area = areas[0].pk if len(areas) == 1 else None
    return {"area": area, "from_year": first, "to_year": last, **texts}


def span_of(year: str) -> tuple[str, str]:
    """First and last year group of the child's key stage; ("", "") where there is none."""
    band = band_of(year)
    if band is None:
        return "", ""
    numbers = {code: BEFORE_RECEPTION.get(code) for code in listing.YEARS}
    numbers = {code: int(code) if n is None else n for code, n in numbers.items()}
    inside = [code for code, n in numbers.items() if band[0] <= n <= band[1]]
    return (inside[0] if band != BANDS[0] else "N1"), inside[-1]
