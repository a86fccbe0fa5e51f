"""Saving while typing, what was rescued, and two people at one form."""

from dataclasses import replace
from uuid import UUID

from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from sendcase.drafts import services
from sendcase.drafts.comparing import Row, carried, differing
from sendcase.drafts.forms import saved_words
from sendcase.drafts.models import Draft
from sendcase.drafts.timeouts import readable
from sendcase.drafts.typed import NUL, OWN_NAMES, fields_of, own_path

# A long plan is some 20,000 characters.
MOST_CHARACTERS = 300_000


@require_POST
def keep(request):
    """Autosave. Answers in JSON with words for the mark beside the button."""
    form_id, kind, key = (request.POST.get(n, "") for n in ("form_id", "kept_as", "kept_key"))
    data = fields_of(request.POST, without=OWN_NAMES | {"csrfmiddlewaretoken"})
    try:
        form_id = UUID(form_id)
    except ValueError:
        return JsonResponse({"words": "Not saved: open the form again."}, status=400)
    if not kind or len(kind) > 40 or len(key) > 80 or NUL in kind + key:
        return JsonResponse({"words": "Not saved: open the form again."}, status=400)
    if sum(len(value) for values in data.values() for value in values) > MOST_CHARACTERS:
        return JsonResponse({"words": "Not saved: this is too long to keep."}, status=413)
    try:
        draft = services.keep(form_id=form_id, by=request.user, kind=kind, key=key, data=data)
    except services.AlreadySent:
        return JsonResponse({"words": "Already sent.", "sent": True})
    return JsonResponse({"words": saved_words(draft.saved_at)})


@require_POST
def discard(request, form_id):
    """Start afresh: the draft goes, the form opens empty."""
    get_object_or_404(Draft.objects.visible_to(request.user), form_id=form_id)
    services.forget(form_id=form_id, by=request.user)
    back = request.POST.get("next", "/")
    return redirect(back if own_path(back) else "/")


@require_GET
def typed(request, form_id):
    """What was rescued from a time-out, with a button that sends it where it was meant to go."""
    mine = Draft.objects.visible_to(request.user).filter(kind=services.TYPED)
    draft = get_object_or_404(mine, form_id=form_id)
    context = {"draft": draft, "rows": readable(draft.data["fields"]), **draft.data}
    return render(request, "drafts/typed.html", context)


def clash(request, *, form, current, cancel_url, extra: tuple[Row, ...] | list[Row] = ()):
    """Somebody saved in between: both texts, and saving again saves what stands here then.

    form: bound and valid; current: the row as it is now (edits.Stale.current); extra: pieces
    outside the form, such as rows of a formset. 409.
    """
    form.data = form.data.copy()
    form.data["version"] = str(current.version)
    rows = differing(form, current)
    extra = [replace(row, mine=request.POST.get(row.name, "")) for row in extra]
    names = {row["field"].html_name for row in rows}
    names |= {name for row in extra for name in (row.name, row.tick)}
    context = {"form": form, "rows": rows, "extra": extra, "cancel_url": cancel_url,
               "carried": carried(form, request.POST, names)}  # fmt: skip
    return render(request, "drafts/clash.html", context, status=409)


# Read by accounts.access; this mechanism imports no app.
keep.access = discard.access = typed.access = "signed_in"
typed.of_the_work = True  # a form holds more than was typed: for nobody who works nowhere any more
