"""What the pages of a target and of a strategy have in common."""

from django.contrib import messages
from django.shortcuts import redirect

from accounts.access import may, require
from accounts.permissions import Permission as P
from audit.models import Event
from iep.bank import services, states
from iep.bank.forms import DecideForm
from iep.bank.models import BankTarget
from schools.access import record_or_404
from schools.auditpages.words import rows_of
from sendcase import edits

CHANGED = "Somebody changed this since you opened it. Read it again, then decide."
BUTTONS = {
    "approve": "Put it in the bank",
    "decline": "Do not use it",
    "retire": "No longer offer it",
    "bring back": "Bring it back",
}
DONE = {
    "approve": "It is in the bank.",
    "decline": "It is not used. Whoever proposed it sees it under “No longer offered”.",
    "retire": "It is no longer offered. Plans that use it keep their words.",
    "bring back": "It is in the bank again.",
}
MOST_EVENTS = 50


def found(request, model, pk, permission=None):
    """The entry, 404 where it may not be known, 403 where `permission` is wanting."""
    rows = model.objects.visible_to(request.user).select_related(
        "school", "area", "proposed_by", "decided_by"
    )
    entry = record_or_404(request, rows, pk)
    if permission:
        require(request.user, permission, school_id=entry.school_id)
    return entry


def what_may_be_done(request, entry) -> dict:
    edits_bank = may(request.user, P.BANK_EDIT, entry.school_id)
    asks = edits_bank and "history" in request.GET
    return {
        "entry": entry,
        "base": base_of(entry),
        "may_edit": edits_bank,
        "can_change": edits_bank and states.can(entry, "change"),
        "buttons": [
            {"action": action, "words": words}
            for action, words in BUTTONS.items()
            if edits_bank and states.can(entry, action)
        ],
        "history": history(request.user, entry) if asks else None,
    }


def base_of(entry) -> str:
    return f"/{'bank-targets' if isinstance(entry, BankTarget) else 'strategies'}/{entry.pk}/"


def history(user, entry) -> list[dict]:
    events = Event.objects.filter(
        school_id=entry.school_id, object_type=entry._meta.label_lower, object_id=entry.pk
    ).exclude(verb__endswith=".read")
    newest = events.select_related("detail").order_by("-at", "-pk")[:MOST_EVENTS]
    return rows_of(list(newest), user=user, with_detail=True)


def press(request, entry, url):
    """One of the buttons."""
    form = DecideForm(request.POST)
    if not form.is_valid():
        messages.warning(request, CHANGED)
        return redirect(url)
    action = form.cleaned_data["action"]
    try:
        services.decide(
            entry=entry, action=action, by=request.user, version=form.cleaned_data["version"]
        )
    except edits.Stale:
        messages.warning(request, CHANGED)
    except edits.IllegalMove as why:
        messages.warning(request, str(why))
    else:
        messages.success(request, DONE[action])
    return redirect(url)


def done_words(user, school_id) -> str:
    """What is said after something was added."""
    if may(user, P.BANK_EDIT, school_id):
        return "It is in the bank."
    return "Proposed. It is offered once it was looked at."
