"""The page where a person makes or ends their calendar address, and the calendar itself."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST, require_safe

from accounts.access import public, signed_in
from reminders.feed import entries, ics, services, throttle
from sendcase import moment
from sendcase.edits import IllegalMove

LONGEST_NUMBER = 18  # figures of a number that the database takes


@signed_in
@require_GET
def page(request):
    return _page(request)


@signed_in
@require_POST
def new(request):
    """The first address, or one in place of `replaces`. The answer is the only page to show it."""
    replaces = request.POST.get("replaces", "")
    try:
        if replaces:
            secret = services.renew(person=request.user, number=_number(replaces))
        else:
            secret = services.make(person=request.user)
    except IllegalMove as refused:
        messages.error(request, str(refused))
        return redirect("reminders:feed")
    address = settings.SITE_URL + reverse("reminders:calendar", args=[secret])
    return _page(request, address=address)


@signed_in
@require_POST
def end(request):
    try:
        services.end(person=request.user)
    except IllegalMove as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "The calendar has ended. Its address shows nothing any more.")
    return redirect("reminders:feed")


def _page(request, address=""):
    context = {
        "feed": services.open_feed(request.user), "address": address,
        "may_have": services.may_have(request.user),
    }  # fmt: skip
    return render(request, "reminders/feed/page.html", context)


def _number(typed: str) -> int:
    """0, which is no row's, for what is no number."""
    good = typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_NUMBER
    return int(typed) if good else 0


@public
@require_safe
def calendar(request, secret):
    """Whoever has the address reads it. Unknown, ended, account closed: one and the same answer."""
    if throttle.is_full(request):
        return _too_often()
    feed = services.find(secret)
    if feed is None:
        throttle.count_unknown(request)
        return _plain("There is no calendar at this address. It may have ended.\n", status=404)
    if not throttle.may_read(request, feed):
        return _too_often()
    found = ics.written(entries.entries_of(feed.person), site=settings.SITE_URL, now=moment.now())
    services.note_read(feed)
    answer = HttpResponse(found, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'inline; filename="calendar.ics"'
    return _private(answer)


def _too_often():
    answer = _plain("This was asked for very often. Wait a quarter of an hour.\n", status=429)
    answer.headers["Retry-After"] = str(throttle.WAIT_SECONDS)
    return answer


def _plain(words, status):
    return _private(HttpResponse(words, content_type="text/plain; charset=utf-8", status=status))


def _private(answer):
    answer.headers["Cache-Control"] = "no-store, private"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
