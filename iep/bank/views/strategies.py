"""A strategy of the bank and the other words staff use for it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import may, needs
from accounts.permissions import Permission as P
from audit.reads import reads
from iep.bank import services
from iep.bank.forms import PhraseForm, StrategyForm
from iep.bank.models import Strategy
from iep.bank.views import entries
from schools.access import school_or_404
from sendcase import edits
from sendcase.drafts.sending import send


@needs(P.BANK_VIEW)
@require_http_methods(["GET", "POST"])
@reads("read")
def page(request, pk):
    """The strategy; POST adds another phrase."""
    adds = request.method == "POST"
    entry = entries.found(request, Strategy, pk, P.BANK_EDIT if adds else None)
    form = PhraseForm(request.POST if adds else None)
    if adds and form.is_valid():
        try:
            services.add_phrase(strategy=entry, by=request.user, **form.cleaned_data)
        except edits.IllegalMove as why:
            form.add_error("words", str(why))
        else:
            messages.success(request, "Added. Plans that use these words now mean this strategy.")
            return redirect("bank:strategy", pk)
    context = {
        **entries.what_may_be_done(request, entry),
        "phrases": entry.phrases.filter(removed_at=None),
        "form": form,
    }
    return render(request, "bank/strategy.html", context)


@needs(P.BANK_EDIT)
@require_http_methods(["POST"])
def take_away(request, pk, phrase):
    entry = entries.found(request, Strategy, pk, P.BANK_EDIT)
    row = entry.phrases.filter(pk=phrase).first()
    if row is None:
        raise Http404
    services.take_away_phrase(phrase=row, by=request.user)
    messages.success(request, f"“{row.words}” is taken away.")
    return redirect("bank:strategy", pk)


@needs(P.BANK_PROPOSE)
@require_http_methods(["GET", "POST"])
def new(request, slug):
    school = school_or_404(request, slug, P.BANK_PROPOSE)
    kept = {"kept_by": request.user, "kept_as": "bank-strategy", "kept_key": school.slug}
    form = StrategyForm(request.POST or None, school=school, **kept)

    def save():
        row = services.add_strategy(school=school, by=request.user, **form.answers)
        return f"/strategies/{row.pk}/"

    back = f"/{school.slug}/bank/strategies/"
    done = entries.done_words(request.user, school.pk)
    if answer := send(request, form, save, cancel_url=back, done=done):
        return answer
    keeps = may(request.user, P.BANK_EDIT, school.pk)
    return render(request, "bank/new_strategy.html", {"form": form, "back": back, "keeps": keeps})


@needs(P.BANK_EDIT)
@require_http_methods(["GET", "POST"])
@reads("read")
def edit(request, pk):
    entry = entries.found(request, Strategy, pk, P.BANK_EDIT)
    kept = {"kept_by": request.user, "kept_as": "bank-strategy", "kept_key": f"strategy-{pk}"}
    form = StrategyForm(request.POST or None, instance=entry, school=entry.school, **kept)
    url = f"/strategies/{pk}/"

    def save():
        version = form.cleaned_data["version"]
        services.change_strategy(entry=entry, version=version, by=request.user, **form.answers)
        return url

    if answer := send(request, form, save, cancel_url=url, leads_to=url, done="Saved."):
        return answer
    return render(request, "bank/edit.html", {"form": form, "entry": entry, "back": url})


@needs(P.BANK_EDIT)
@require_http_methods(["POST"])
def decide(request, pk):
    entry = entries.found(request, Strategy, pk, P.BANK_EDIT)
    return entries.press(request, entry, f"/strategies/{pk}/")
