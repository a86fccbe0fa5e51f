"""The weeks ahead, for SENCO and head; and the form that says how long things take."""

from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from reminders.forecast import forecast, services, showing
from reminders.forecast.forms import TimesForm
from reminders.models import Deadline
from reminders.today import Reader
from schools.access import school_or_404
from sendcase.drafts.sending import send


@needs(P.DEADLINE_ALL)
@require_GET
@reads("listed", detail=lambda request: {"list": "forecast"})
def weeks(request, school):
    school = school_or_404(request, school, P.DEADLINE_ALL)
    deadlines = Deadline.objects.visible_to(request.user)
    found = forecast.of_school(school, deadlines)
    context = showing.context(found, deadlines.filter(school=school), Reader(request.user, school))
    return render(request, "reminders/forecast/weeks.html", context)


@needs(P.POLICY_EDIT)
@require_http_methods(["GET", "POST"])
def times(request, school):
    school = school_or_404(request, school, P.POLICY_EDIT)
    form = TimesForm(
        request.POST or None, school=school, kept_by=request.user, kept_as="work-hours",
        kept_key=f"school-{school.pk}",
    )  # fmt: skip

    def do():
        services.set_times(school=school, by=request.user, **form.times)

    back = f"/{school.slug}/forecast/"
    done = "Saved. The weeks are counted with it from now on."
    if answer := send(request, form, do, cancel_url=back, done=done, liken=form.liken):
        return answer
    return render(request, "reminders/forecast/times.html", {"form": form, "back": back})
