"""The page where a person chooses the days of their reminder mails."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import signed_in
from reminders.wishes import services
from reminders.wishes.forms import DaysForm


@signed_in
@require_http_methods(["GET", "POST"])
def page(request):
    sent = request.POST if request.method == "POST" else None  # no day at all is an empty one
    form = DaysForm(sent, initial={"days": list(services.days_of(request.user))})
    if form.is_valid():
        services.choose(person=request.user, weekdays="".join(form.cleaned_data["days"]))
        messages.success(request, "Saved. It counts from the next mail.")
        return redirect("account_page")
    return render(
        request,
        "reminders/wishes/page.html",
        {"form": form, "stood_in": services.stood_in(request.user)},
    )
