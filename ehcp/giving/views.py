"""One line of section F: which promises it is given by."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from ehcp.giving import services
from ehcp.giving.models import LineProvision
from ehcp.plans import content, finding, quantity
from provision.ledger import choosing
from sendcase.drafts.sending import send


@needs(P.EHC_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def line(request, pk, line):
    plan = finding.editable(request, pk)
    row = finding.line_of(request, plan, "provisions", line)
    if row.dropped_on:
        raise Http404
    form = choosing.form_of(
        request, plan.pupil, LineProvision, row.pk, kept_as="ehc-line-given-by",
        amount=amount_of(row),
    )  # fmt: skip
    back = f"{plan.get_absolute_url()}#F{row.number}"

    def save():
        services.give(plan=plan, line=row, by=request.user, **form.chosen)
        return back

    if answer := send(request, form, save, cancel_url=back, done="Saved.", leads_to=back):
        return answer
    said = {name: getattr(row, name) for name in content.AMOUNT}
    context = {"plan": plan, "line": row, "form": form, "cancel_url": back,
               "amount": quantity.in_words(said)}  # fmt: skip
    return render(request, "ledger/line.html", context)


def amount_of(row) -> dict:
    """What the line itself says, for a new promise."""
    said = {"minutes": row.minutes, "times": row.times, "per": row.per}
    return {name: value for name, value in said.items() if value}
