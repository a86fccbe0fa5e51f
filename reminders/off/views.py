"""Put a deadline off, change that, take it back."""

from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from pupils.wording import day_text
from reminders import finding
from reminders.models import Deadline
from reminders.off import services
from reminders.off.forms import PutOffForm
from reminders.taken_back import back_on_today
from reminders.today import Reader
from sendcase.drafts.sending import send


def to_put_off(request, school, pk) -> Deadline:
    row = finding.deadline_or_404(request, school, pk, P.DEADLINE_OWN)
    finding.require_in(
        Deadline.objects.visible_to(request.user).may_be_put_off_by(request.user), row
    )
    return row


@needs(P.DEADLINE_OWN)
@require_http_methods(["GET", "POST"])
@reads()
def put_off(request, school, pk):
    row = to_put_off(request, school, pk)
    back = f"/{school}/today/"
    form = PutOffForm(
        request.POST or None, deadline=row, kept_by=request.user, kept_as="put-off",
        kept_key=f"deadline-{pk}",
    )  # fmt: skip

    def do():
        services.put_off(deadline=row, by=request.user, **form.given)

    if answer := send(request, form, do, cancel_url=back, done="Put off. It comes back by itself."):
        return answer
    context = {
        "form": form, "deadline": row, "back": back,
        "submit": "Save" if row.put_off_until else "Put off", "refused": services.wrong(row),
        "line": finding.shown(row, Reader(request.user, request.school)),
        "last_day": day_text(services.last_day(row)), "longest": services.LONGEST_DAYS,
        "is_fixed": services.is_fixed(row),
    }  # fmt: skip
    return render(request, "reminders/put_off.html", context)


@needs(P.DEADLINE_OWN)
@require_POST
def take_back(request, school, pk):
    row = to_put_off(request, school, pk)
    return back_on_today(request, school, services.take_back, row, "It is back on Today.")
