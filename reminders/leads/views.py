"""The page that says when reminder mails speak of what."""

from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.permissions import Permission as P
from reminders.leads import services
from reminders.leads.forms import LeadsForm
from schools.access import school_or_404
from sendcase.drafts.sending import send


@needs(P.POLICY_EDIT)
@require_http_methods(["GET", "POST"])
def page(request, school):
    school = school_or_404(request, school, P.POLICY_EDIT)
    form = LeadsForm(
        request.POST or None, school=school, kept_by=request.user, kept_as="reminder-rules",
        kept_key=f"school-{school.pk}",
    )  # fmt: skip

    def do():
        services.set_rules(school=school, by=request.user, **form.rules)

    back = f"/{school.slug}/policy/"
    done = "Saved. The next reminder mails follow it."
    if answer := send(request, form, do, cancel_url=back, done=done, liken=form.liken):
        return answer
    context = {"form": form, "back": back, "days_ahead": school.policy.reminder_lead_days}
    return render(request, "reminders/leads/page.html", context)
