"""Pages for what failed. They need no database, no person and no settings beyond templates."""

import errno
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

from accounts.access import public
from sendcase.drafts.timeouts import TOKEN, from_own_page, readable
from sendcase.drafts.typed import NEVER_UNDER, fields_of, own_path
from sendcase.requests import request_id

LAST_RESORT = (
    "<!doctype html><html lang='en-GB'><title>SENDcase</title><h1>Something went wrong on our "
    "side</h1><p>What you saved before is safe. Go back and try again in a minute.</p></html>"
)
FULL = {errno.ENOSPC, errno.EDQUOT}
RETRY_SECONDS = "10"


def page(status: int, **context) -> HttpResponse:
    try:
        body = render_to_string(f"{status}.html", context)
    except Exception:  # the page about a failure must not fail: a missing style sheet is enough
        body = LAST_RESORT
    return HttpResponse(body, status=status)


@public
def bad_request(request, exception=None):
    return page(400)


@public
def forbidden(request, exception=None):
    return page(403)


@public
def not_found(request, exception=None):
    return page(404)


@public
def broken(request):
    """500; 503 where the database is away or a disk is full: that passes."""
    if passes(sys.exception()):
        return away(request)
    return page(500, number=request_id.get()[:8])


def passes(error: BaseException | None) -> bool:
    """Whether the same request may well succeed in a minute, with nothing changed in the code."""
    if isinstance(error, OSError):
        return error.errno in FULL
    return isinstance(error, OperationalError | InterfaceError)


def away(request) -> HttpResponse:
    """503. What was typed is shown and can be sent again as it was: once-only forms stay so.

    A commit whose answer was lost is saved; the same form sent again finds that out.
    """
    path = request.get_full_path()
    context = {"path": path if own_path(path) else "/", "number": request_id.get()[:8]}
    if request.method == "POST":
        context |= {"is_form": True} | typed(request, path)
    response = page(503, **context)
    response.headers["Retry-After"] = RETRY_SECONDS
    return response


def typed(request, path: str) -> dict:
    """What the page shows of a form: nothing of one about signing in, no button for words that
    did not come from a page of ours.
    """
    if request.path.startswith(NEVER_UNDER) or not own_path(path):
        return {}
    fields = fields_of(request.POST, without=TOKEN)
    return {
        "rows": readable(fields),
        "fields": fields if from_own_page(request) else {},
        "had_files": bool(request.FILES),
        "once_only": "form_id" in fields,
        "csrf_token": get_token(request),
    }
