"""The pages behind a link for advice. No account; they show nothing of a child and only receive.

The link gives its token up for a signed cookie, so that it stays in no address bar, no history and
no picture of the screen. A GET or HEAD uses nothing up: mail programs open links by themselves. A
link unknown, used or over gets one and the same answer, and so does a browser without the cookie.
"""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import public
from ehcp.reviews.planning import links, services
from ehcp.reviews.planning.forms import LinkAdviceForm
from letters.links import cookie
from letters.replies import throttle
from sendcase.edits import IllegalMove

SENT = "advice_sent"
TOO_MANY = "That was tried very often just now. Nothing is lost: wait a quarter of an hour, then "
TOO_MANY += "press Send it again."


@public
@require_http_methods(["GET", "HEAD"])
def link(request, token):
    """The address in the mail. Nobody guesses 128 bits: nothing is counted here."""
    found = links.find(token)
    if found is None:
        return answer(request, "over", status=404)
    at = address(found)
    response = private(redirect(at))
    cookie.put(response, found, at)
    return response


@public
@require_http_methods(["GET", "HEAD", "POST"])
def form(request, pk):
    found = links.numbered(pk)
    if found is None or not cookie.is_open(request, found, cookie.ANSWER):
        return again(request)
    given = LinkAdviceForm(request.POST or None, request.FILES or None)
    school = found.invitation.review.school
    if request.method != "POST":
        return answer(request, "form", school=school, form=given)
    if throttle.is_full(request, SENT):
        given.add_error(None, TOO_MANY)
        return answer(request, "form", status=429, school=school, form=given)
    throttle.count(request, SENT)
    if given.is_valid():
        return take(request, found, given.cleaned_data)
    response = answer(request, "form", school=school, form=given)
    cookie.put(response, found, address(found))  # somebody is writing: their time begins anew
    return response


def take(request, found, given):
    try:
        services.take_by_link(link=found, words=given["words"], paper=given["upload"])
    except IllegalMove:
        return again(request)
    response = answer(request, "thanks", school=found.invitation.review.school)
    response.delete_cookie(cookie.NAME, path=address(found))
    return response


def address(found) -> str:
    return reverse("ehc_advice:form", args=[found.pk])


def again(request):
    """What somebody wrote meanwhile is given back to them, to be kept."""
    return answer(request, "again", status=404, words=request.POST.get("words", ""))


def answer(request, page, status=200, **context):
    name = f"ehcp/reviews/planning/outside/{page}.html"
    return private(render(request, name, context, status=status))


def private(response):
    """In no cache and no history of searches."""
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
