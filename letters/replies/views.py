"""Answering a letter with the code on its slip. No account, no child's name, no letter."""

from urllib.parse import urlencode

from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import public
from letters.models import Reply
from letters.replies import codes, pages, services, throttle
from letters.replies.forms import CodeForm
from letters.replies.words import words

WRONG_CODE = "reply_code"


@public
@require_http_methods(["GET", "POST"])
def type_code(request):
    if request.method == "GET":
        return _ask(request)
    if throttle.is_full(request, WRONG_CODE):
        return _ask(request, wrong="too_many", status=429)
    typed = _form(request, request.POST).typed()
    if not typed or services.known(typed) is None:
        throttle.count(request, WRONG_CODE)
        return _ask(request, wrong="code_wrong")
    chosen = f"?{urlencode({'lang': request.GET['lang']})}" if "lang" in request.GET else ""
    return redirect(reverse("replies:answer", args=[typed]) + chosen)


@public
@require_http_methods(["GET", "POST"])
def answer(request, code):
    """The same answer for a code unknown, of another letter, or none at all. GET writes nothing
    but the count of wrong codes.
    """
    if throttle.is_full(request, WRONG_CODE):
        return _ask(request, wrong="too_many", status=429)
    found = services.known(code)
    if found is None:
        throttle.count(request, WRONG_CODE)
        return _ask(request, wrong="code_wrong", status=404)
    if not services.is_open(found):
        return pages.ended(request, found.letter, found)
    return pages.answer(request, found.letter, Reply.Route.CODE)


def _form(request, data=None):
    return CodeForm(data, words=words(pages.language_of(request).code))


def _ask(request, wrong="", status=200):
    """The page to type a code on; the box keeps what was typed."""
    form = _form(request)
    if wrong:
        form.initial["code"] = codes.normal(request.POST.get("code", ""))[:60]
    action = reverse("replies:code")
    return pages.page(
        request,
        "letters/reply/code.html",
        form=form,
        wrong=wrong,
        action=action,
        here=action,
        status=status,
    )
