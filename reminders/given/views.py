"""Give a deadline to somebody else, and back."""

from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import needs, require
from accounts.permissions import Permission as P
from audit.reads import reads
from reminders import finding
from reminders.given import services
from reminders.given.forms import GiveForm
from reminders.models import Deadline
from reminders.taken_back import back_on_today
from reminders.today import Reader
from sendcase.drafts.sending import send


def to_give(request, school, pk) -> Deadline:
    row = finding.deadline_or_404(request, school, pk, P.DEADLINE_OWN)
    require(request.user, P.DEADLINE_EDIT, school_id=row.school_id)
    return row


@needs(P.DEADLINE_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def give(request, school, pk):
    row = to_give(request, school, pk)
    back = f"/{school}/today/"
    form = GiveForm(
        request.POST or None, deadline=row, kept_by=request.user, kept_as="give-deadline",
        kept_key=f"deadline-{pk}",
    )  # fmt: skip

    def do():
        services.give(deadline=row, by=request.user, **form.given)

    if answer := send(request, form, do, cancel_url=back, done="It is theirs now."):
        return answer
    context = {
        "form": form, "deadline": row, "back": back,
        "refused": services.wrong(row),
        "line": finding.shown(row, Reader(request.user, request.school)),
    }  # fmt: skip
    return render(request, "reminders/give.html", context)


@needs(P.DEADLINE_EDIT)
@require_POST
def give_back(request, school, pk):
    row = to_give(request, school, pk)
    return back_on_today(
        request, school, services.give_back, row, "It is back with whom it belongs to."
    )
