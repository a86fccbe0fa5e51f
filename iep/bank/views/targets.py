"""A target of the bank: its page, adding or proposing one, changing it."""

from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.access import may, needs
from accounts.permissions import Permission as P
from audit.reads import reads
from iep.bank import counting, listing, services
from iep.bank.forms import BankTargetForm
from iep.bank.models import BankTarget
from iep.bank.views import entries
from schools.access import school_or_404
from sendcase.drafts.sending import send


@needs(P.BANK_VIEW)
@require_http_methods(["GET"])
@reads("read")
def page(request, pk):
    entry = entries.found(request, BankTarget, pk)
    figures = counting.figures_for(request.user, entry.school_id, [entry])
    context = {
        **entries.what_may_be_done(request, entry),
        "years": listing.years_words(entry),
        "used": figures.words(entry.pk),
    }
    return render(request, "bank/target.html", context)


@needs(P.BANK_PROPOSE)
@require_http_methods(["GET", "POST"])
def new(request, slug):
    school = school_or_404(request, slug, P.BANK_PROPOSE)
    kept = {"kept_by": request.user, "kept_as": "bank-target", "kept_key": school.slug}
    form = BankTargetForm(request.POST or None, school=school, **kept)
    return added(request, school, form, f"/{school.slug}/bank/")


def added(request, school, form, back, **context):
    """The page of a new target, or the way on once it was sent."""

    def save():
        row = services.add_target(school=school, by=request.user, **form.answers)
        return f"/bank-targets/{row.pk}/"

    done = entries.done_words(request.user, school.pk)
    if answer := send(request, form, save, cancel_url=back, done=done):
        return answer
    keeps = may(request.user, P.BANK_EDIT, school.pk)
    context |= {"form": form, "back": back, "keeps": keeps}
    return render(request, "bank/new_target.html", context)


@needs(P.BANK_EDIT)
@require_http_methods(["GET", "POST"])
@reads("read")
def edit(request, pk):
    entry = entries.found(request, BankTarget, pk, P.BANK_EDIT)
    kept = {"kept_by": request.user, "kept_as": "bank-target", "kept_key": f"target-{pk}"}
    form = BankTargetForm(request.POST or None, instance=entry, school=entry.school, **kept)
    url = f"/bank-targets/{pk}/"

    def save():
        version = form.cleaned_data["version"]
        services.change_target(entry=entry, version=version, by=request.user, **form.answers)
        return url

    if answer := send(request, form, save, cancel_url=url, leads_to=url, done="Saved."):
        return answer
    return render(request, "bank/edit.html", {"form": form, "entry": entry, "back": url})


@needs(P.BANK_EDIT)
@require_http_methods(["POST"])
def decide(request, pk):
    entry = entries.found(request, BankTarget, pk, P.BANK_EDIT)
    return entries.press(request, entry, f"/bank-targets/{pk}/")
