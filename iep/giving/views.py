"""One target: which promises it is given by."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from iep.giving import services
from iep.giving.models import TargetProvision
from iep.views import finding
from provision.ledger import choosing
from sendcase.drafts.sending import send


@needs(P.PLAN_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def target(request, pk, target):
    plan = finding.workable(request, pk, P.PLAN_EDIT)
    row = get_object_or_404(plan.targets.filter(removed_at=None), pk=target)
    form = choosing.form_of(
        request, plan.pupil, TargetProvision, row.pk, kept_as="target-given-by",
        amount={"what": row.plain_words[:200]},
    )  # fmt: skip
    back = f"{plan.get_absolute_url()}#targets"

    def save():
        services.give(plan=plan, target=row, by=request.user, **form.chosen)
        return back

    if answer := send(request, form, save, cancel_url=back, done="Saved.", leads_to=back):
        return answer
    context = {"plan": plan, "target": row, "form": form, "cancel_url": back}
    return render(request, "ledger/target.html", context)
