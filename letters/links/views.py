"""The page behind the link in a mail. No account; nothing of the child before the second code.

Mail programs and their guards open links by themselves: a GET or HEAD sends no code, uses no try
and opens no letter. A link unknown, run out, closed or used up gets one and the same answer.
"""

from urllib.parse import urlencode

from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import public
from letters.chasers.services import first_letter
from letters.links import cookie, opening, tokens
from letters.links.forms import SecondCodeForm
from letters.links.opening import Given
from letters.models import Reply
from letters.replies import pages, throttle
from letters.replies import services as replies
from letters.replies.words import words
from pupils import documents

CODES, MAILS = "link_code", "link_mail"
METHODS = ["GET", "HEAD", "POST"]
FILE_NAME = "letter.pdf"  # in the list of what was downloaded, on a phone that others use too


@public
@require_http_methods(METHODS)
def link(request, token):
    found = opening.find(token)
    if found is None:
        return over(request)
    if request.method == "POST" and "answer" not in request.POST:
        return _take_code(request, found, token)
    within = cookie.ANSWER if request.method == "POST" else cookie.READ
    if cookie.is_open(request, found, within):
        return _opened(request, found, token)
    return _closed(request, found, token)


@public
@require_http_methods(METHODS)
def send_code(request, token):
    found = opening.find(token)
    if found is None:
        return over(request)
    if request.method != "POST":
        return _home(request, token)
    if throttle.is_full(request, MAILS):
        return _closed(request, found, token, wrong="too_many", status=429)
    throttle.count(request, MAILS)
    try:
        opening.ask_code(link=found)
    except opening.Ended:
        return over(request)
    return _home(request, token)


@public
@require_http_methods(METHODS)
def letter(request, token):
    """The paper itself, only when asked for with the button. It is in no cache and no history."""
    found = opening.find(token)
    if found is None:
        return over(request)
    if request.method != "POST" or not cookie.is_open(request, found, cookie.READ):
        return _home(request, token)
    try:
        paper = opening.read(link=found)
    except opening.Ended:
        return over(request)
    answer = documents.response(paper, inline=True)
    answer.headers["Content-Disposition"] = f'inline; filename="{FILE_NAME}"'
    answer.headers["Cache-Control"] = "no-store, private"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def over(request):
    """Without the school: it would tell that there was such a link."""
    return pages.over(request, None, "link_over", status=404, heading="link_title")


def _take_code(request, found, token):
    if throttle.is_full(request, CODES):
        return _closed(request, found, token, wrong="too_many", status=429)
    code = tokens.figures(request.POST.get("code", ""))
    if not code:  # cannot be right, so it costs no try
        return _closed(request, found, token, wrong="second_wrong")
    try:
        given = opening.give_code(link=found, code=code)
    except opening.Ended:
        return over(request)
    if given == Given.RIGHT:
        response = _home(request, token)
        cookie.put(response, found, reverse("links:link", args=[token]))
        return response
    throttle.count(request, CODES)
    if (again := opening.find(token)) is None:  # that was the last try of the last code
        return over(request)
    wrong = "second_wrong" if given == Given.WRONG else "second_over"
    return _closed(request, again, token, wrong=wrong)


def _closed(request, found, token, wrong="", status=200):
    """Before the code: ask for one, and type it once it is on its way."""
    if opening.is_used_up(found):
        return over(request)
    here = reverse("links:link", args=[token])
    said = words(pages.language_of(request, found.letter).code)
    return pages.page(
        request, "letters/links/code.html", letter=found.letter, status=status, wrong=wrong,
        heading="link_title", form=SecondCodeForm(words=said), has_code=opening.has_code(found),
        here=here, action=here, send=reverse("links:code", args=[token]),
    )  # fmt: skip


def _opened(request, found, token):
    """The button that opens the letter; below it the form, while an answer is awaited."""
    here = reverse("links:link", args=[token])
    context = {"heading": "link_title", "here": here, "action": here,
               "paper": reverse("links:letter", args=[token])}  # fmt: skip
    asked = first_letter(found.letter)  # an answer to a letter that asks again answers the first
    if asked.state == asked.State.ANSWERED:
        return pages.over(request, found.letter, "thanks", **context)
    code = replies.code_for(asked)
    if code and replies.is_open(code):
        return pages.answer(request, asked, Reply.Route.LINK, **context)
    return pages.over(request, found.letter, "", **context)


def _home(request, token):
    """The page of the link, in the language that was chosen."""
    chosen = f"?{urlencode({'lang': request.GET['lang']})}" if "lang" in request.GET else ""
    return redirect(reverse("links:link", args=[token]) + chosen)
