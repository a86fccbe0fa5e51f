"""Health endpoints. Strangers learn whether the site answers; who holds HEALTH_TOKEN learns why.

No answer names a person, a school or a setting.
"""

import hmac
from functools import wraps

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET
from prometheus_client import CollectorRegistry, Gauge
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest

from accounts.access import public
from sendcase import queues, vitals
from sendcase.queues_page import page


@public
@require_GET
def health(request):
    """200 {"status": "ok"} when the database answers, else 503. Names nothing else."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "the database does not answer"}, status=503)
    return JsonResponse({"status": "ok"})


def with_token(view):
    """404, as of a page that is not there, unless the request shows HEALTH_TOKEN."""

    @wraps(view)
    def checked(request):
        shown = request.headers.get("Authorization", "").encode()
        wanted = f"Bearer {settings.HEALTH_TOKEN}".encode()
        if not settings.HEALTH_TOKEN or not hmac.compare_digest(shown, wanted):
            raise Http404
        return view(request)

    return checked


@public
@require_GET
@with_token
def vital_signs(request):
    """Every sign as JSON; 503 where one is bad."""
    found = vitals.signs()
    good = all(sign.good for sign in found)
    listed = [
        {"key": sign.key, "good": sign.good, "value": sign.value, "words": sign.words}
        for sign in found
    ]
    return JsonResponse({"good": good, "signs": listed}, status=200 if good else 503)


@public
@require_GET
@with_token
def metrics(request):
    """The same for Prometheus, how many mails and jobs are in each state, and how old what is not
    over is.
    """
    registry = CollectorRegistry()
    good = Gauge("sendcase_good", "1 where a sign is good", ["sign"], registry=registry)
    value = Gauge("sendcase_value", "Seconds, bytes or a number", ["sign"], registry=registry)
    found = vitals.signs()
    for sign in found:
        good.labels(sign.key).set(sign.good)
        if sign.value is not None:
            value.labels(sign.key).set(sign.value)
    if found[0].good:
        rows = Gauge("sendcase_rows", "Mails and jobs", ["queue", "state"], registry=registry)
        for queue, state, number in vitals.queues():
            rows.labels(queue, state).set(number)
        waits = ["queue", "kind", "state"]
        there = Gauge("sendcase_open", "Mails and jobs not over", waits, registry=registry)
        oldest = Gauge("sendcase_oldest_seconds", "Of the oldest of them", waits, registry=registry)
        for line in queues.lines():
            there.labels(line.queue, line.kind, line.state).set(line.number)
            oldest.labels(line.queue, line.kind, line.state).set(line.oldest)
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_PLAIN_0_0_4)


@public
@require_GET
@with_token
def queue_page(request):
    """Jobs and queues as text: what waits, failed or is uncertain, and since when."""
    return HttpResponse(page(), content_type="text/plain; charset=utf-8")
