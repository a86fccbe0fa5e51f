"""Pages for what failed. They need no database, no person and no settings beyond templates."""

from django.http import HttpResponse
from django.template.loader import render_to_string

from accounts.access import public
from sendcase.requests import request_id

LAST_RESORT = (
    "<!doctype html><html lang='en-GB'><title>SENDcase</title><h1>Something went wrong on our "
    "side</h1><p>What you saved before is safe. Go back and try again in a minute.</p></html>"
)


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
    return page(500, number=request_id.get()[:8])
