"""How a view finds its plan: 404 where it may not be known, 403 where it may not be done."""

from django.shortcuts import get_object_or_404

from accounts.permissions import Permission as P
from ehcp.plans.models import EhcPlan
from ehcp.plans.services.writing import KINDS
from pupils.access import require_about
from schools.access import record_or_404

JOINED = ("school__policy", "pupil__class_group")


def of_pupil(request, pupil) -> list[EhcPlan]:
    """Those of which this person reads at least something, newest first; read once for a page."""
    read = request.__dict__.setdefault("ehc_plans_read", {})
    if pupil.pk not in read:
        rows = EhcPlan.objects.known_to(request.user).filter(pupil=pupil)
        read[pupil.pk] = list(rows.order_by("-pk"))
    return read[pupil.pk]


def in_force_of(request, pupil) -> EhcPlan | None:
    plans = of_pupil(request, pupil)
    return next((plan for plan in plans if plan.state == EhcPlan.State.IN_FORCE), None)


def known(request, pk) -> EhcPlan:
    """A plan of which this person reads at least something."""
    plan = record_or_404(
        request, EhcPlan.objects.known_to(request.user).select_related(*JOINED), pk
    )
    plan.pupil.school = plan.school  # the same one, read once
    return plan


def whole(request, pk) -> EhcPlan:
    """For who reads the whole file; 403 for those who read some sections."""
    plan = known(request, pk)
    require_about(request.user, P.EHC_VIEW, plan.pupil)
    return plan


def editable(request, pk) -> EhcPlan:
    plan = known(request, pk)
    require_about(request.user, P.EHC_EDIT, plan.pupil)
    return plan


def line_of(request, plan, kind, pk):
    """404 for a line of another plan."""
    return get_object_or_404(KINDS[kind].objects.visible_to(request.user), pk=pk, plan=plan)
