"""What was typed into a form that came back too late, or without its proof of origin.

The server keeps nothing for people it does not know: the text goes back to the browser in a
hidden field, signed and bound to the address it was meant for. Only with password and second
factor does it become a draft of that person, and only their own press of a button sends it.
"""

from urllib.parse import urlsplit

from django.core import signing
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from sendcase.drafts import services
from sendcase.drafts.models import Draft
from sendcase.drafts.typed import NEVER_UNDER, fields_of, own_path

SALT = "sendcase.drafts.kept"
HOURS_GOOD = 24
TOKEN = {"csrfmiddlewaretoken", "kept"}


def keep_typed(request) -> HttpResponse:
    """The answer to a POST of somebody who is not signed in (any more)."""
    from sendcase.drafts.sign_in import page

    path = request.get_full_path()
    if request.path.startswith(NEVER_UNDER) or not own_path(path):
        return redirect("account_login")
    if request.path == reverse("drafts:keep"):
        words = "You were signed out. Sign in again in another tab; keep this page open."
        return JsonResponse({"words": words}, status=401)
    return page(request, kept=pack(request, path))


def pack(request, path) -> str:
    fields = fields_of(request.POST, without=TOKEN)
    content = {"path": path, "fields": fields, "had_files": bool(request.FILES)}
    return signing.dumps(content, salt=SALT, compress=True)


def unpack(kept: str) -> dict | None:
    """{"path", "fields", "had_files"}, or None for what we did not sign or signed long ago."""
    try:
        content = signing.loads(kept, salt=SALT, max_age=HOURS_GOOD * 3600)
    except signing.BadSignature:
        return None
    return content if own_path(content["path"]) else None


def rescue(kept: str, *, by, form_id: str) -> Draft | None:
    """Make the carried text a draft of the person who has just proved who they are.

    form_id: the draft's own number; the number of the form that was typed into is its key.
    """
    content = unpack(kept)
    if content is None:
        return None
    key = content["fields"].get("form_id", [""])[0][:80]
    return Draft.objects.create(
        form_id=form_id, kind=services.TYPED, key=key, author=by, data=content
    )


def csrf_failure(request, reason="") -> HttpResponse:
    """403: the form came without its proof of origin. What was typed is shown, never lost.

    Only a form that came from our own page gets a button to send it again; words from
    elsewhere are shown as text, so that nobody can put words into a person's mouth.
    """
    path = request.get_full_path()
    secret = request.path.startswith(NEVER_UNDER) or not own_path(path)
    fields = {} if secret else fields_of(request.POST, without=TOKEN)
    context = {
        "rows": readable(fields),
        "fields": fields if from_own_page(request) else {},
        "path": path,
        "had_files": bool(request.FILES),
    }
    return render(request, "drafts/refused.html", context, status=403)


def from_own_page(request) -> bool:
    source = request.headers.get("Origin") or request.headers.get("Referer", "")
    return urlsplit(source).netloc == request.get_host()


def readable(fields: dict[str, list[str]]) -> list[tuple[str, str]]:
    """(name in words, text) of the fields that hold words a person would miss."""
    hidden = {"form_id", "version", "kept_as", "kept_key", "save_draft", "next"}
    return [
        (name.rpartition("-")[2].replace("_", " ").capitalize(), "\n".join(values))
        for name, values in fields.items()
        if name not in hidden and not name.endswith("_FORMS") and any(values)
    ]
