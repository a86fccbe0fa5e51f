"""A number for each request, so that a log line and an audit row can be laid side by side."""

import uuid
from contextvars import ContextVar

from django.http import HttpResponseBadRequest

NOWHERE = "no-store, private"
request_id: ContextVar[str] = ContextVar("request_id", default="")


class RequestId:
    """Gives each request its number; refuses addresses no browser sends (NUL, broken UTF-8)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = request_id.set(uuid.uuid4().hex)
        try:
            if self.broken(request):
                return HttpResponseBadRequest("This address cannot be read.")
            return self.get_response(request)
        finally:
            request_id.reset(token)

    @staticmethod
    def broken(request) -> bool:
        query = request.META.get("QUERY_STRING", "")
        pieces = [
            request.path_info,
            *(x for pair in request.GET.lists() for x in (pair[0], *pair[1])),
        ]
        return "%00" in query or any("\x00" in piece or "\ufffd" in piece for piece in pieces)


class NoStore:
    """Nothing about a child stays in a browser's or a proxy's cache; hashed static files may.

    Nor does an answer with a cookie, whatever the view says of it: a cache that keeps the page
    keeps the session in it, and hands both to whoever asks next.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.cookies:
            response.headers["Cache-Control"] = NOWHERE
        response.headers.setdefault("Cache-Control", NOWHERE)
        return response
