"""What a pupil said on one day: read, printed, withdrawn."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from pupils.profile import paper, questions, services
from pupils.profile.forms import WithdrawForm
from pupils.profile.models import PupilView
from pupils.profile.views.profiles import answered, no_paper
from pupils.wording import day_text
from schools.access import record_or_404
from sendcase.drafts.sending import send
from sendcase.pdf import PdfFailed

JOINED = ("school__policy", "pupil", "recorded_by", "withdrawn_by")


def found(request, pk) -> PupilView:
    rows = PupilView.objects.visible_to(request.user)
    return record_or_404(request, rows.select_related(*JOINED), pk)


@needs(P.PROFILE_VIEW)
@require_GET
@reads()
def view(request, pk):
    row = found(request, pk)
    may = row.withdrawn_at is None and services.may_withdraw(request.user, row)
    context = {
        "view": row, "pupil": row.pupil, "shown": questions.for_reading(questions.of_view(row)),
        "on": day_text(row.on), "withdrawn_on": day_text(row.withdrawn_at), "may_withdraw": may,
    }  # fmt: skip
    return render(request, "profile/view.html", context)


@needs(P.PROFILE_VIEW)
@require_GET
@reads("printed")
def printed(request, pk):
    """?size=large for large print."""
    row = found(request, pk)
    try:
        data = paper.view_pdf(row, large=request.GET.get("size") == paper.LARGE)
    except PdfFailed:
        return no_paper(request, row.pupil)
    return answered(data, f"{row.pupil.first_name}-says")


@needs(P.PROFILE_NOTE)
@require_http_methods(["GET", "POST"])
@reads()
def withdraw(request, pk):
    row = found(request, pk)
    if not services.may_withdraw(request.user, row):
        raise PermissionDenied("withdraw")
    form = WithdrawForm(
        request.POST or None,
        kept_by=request.user, kept_as="own-views-withdraw", kept_key=f"view-{pk}",
    )  # fmt: skip
    back = f"/pupils/{row.pupil_id}/profile/"

    def save():
        services.withdraw(view=row, why=form.cleaned_data["why"], by=request.user)

    if answer := send(request, form, save, cancel_url=back, done="It is withdrawn."):
        return answer
    context = {"form": form, "view": row, "pupil": row.pupil, "on": day_text(row.on), "back": back}
    return render(request, "profile/withdraw.html", context)
