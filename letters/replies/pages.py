"""The frame of the pages without an account: language, how to reach the school, the answer."""

from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from letters.replies import services
from letters.replies.forms import AnswerForm
from letters.replies.words import language, offered, words
from letters.services import AlreadyDone
from sendcase.edits import IllegalMove

DAY = "%d/%m/%Y"


def language_of(request, letter=None):
    """The one chosen by a link; else that of the letter; else the browser's."""
    if "lang" in request.GET:
        return language(request.GET["lang"])
    if letter is not None:
        return language(letter.template.language)
    wanted = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    mine = {each.code for each in offered()}
    return language(next((c for c, _ in wanted if c.partition("-")[0] in mine), "en"))


def reach(school) -> str:
    """Phone, e-mail, address: what is on file."""
    address = ", ".join(line.strip(" ,") for line in school.address.splitlines() if line.strip())
    return " · ".join(part for part in (school.phone, school.email, address) if part) or school.name


def page(request, template, *, letter=None, school=None, status=200, **context):
    """One page. Never kept by a browser or a proxy: the next person at a shared phone."""
    lang = language_of(request, letter)
    said = words(lang.code)
    school = school or (letter.school if letter else None)
    about = letter and said["about"].format(
        school=letter.school.name, date=letter.issued_on.strftime(DAY)
    )
    for key in ("said", "wrong"):
        context[f"{key}_words"] = said.get(context.get(key) or "")
    context |= {
        "lang": lang, "w": said, "title": said[context.get("heading", "title")],
        "languages": offered(), "school_name": school and school.name,
        "about": about, "reach": school and said["reach"].format(reach=reach(school)),
    }  # fmt: skip
    response = render(request, template, context, status=status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    patch_vary_headers(response, ["Accept-Language"])
    return response


def over(request, letter, key, status=200, **context):
    """Nothing to fill in: `key` of the words says why. context: as of answer()."""
    template = "letters/reply/over.html"
    return page(request, template, letter=letter, said=key, status=status, **context)


def ended(request, letter, code):
    """Thanks, closed or expired: what a code that opens nothing (any more) says."""
    if letter.state == letter.State.ANSWERED:
        return over(request, letter, "thanks")
    if letter.state != letter.State.ISSUED or (code and code.closed_reason):
        return over(request, letter, "closed")
    return over(request, letter, "expired")


def answer(request, letter, route, shown=None, **context):
    """The form, and what comes of it. `shown`: a form made by a caller, for the first look.

    context: heading (a key of the words), paper (where a button opens the letter itself), here and
    action (this page's own address).
    """
    lang = language_of(request, letter)
    said = words(lang.code)
    is_sent = request.method == "POST" and shown is None
    form = shown or AnswerForm(request.POST if is_sent else None, letter=letter, words=said)
    if is_sent and form.is_valid():
        try:
            services.answer(letter=letter, route=route, language=lang.code, **form.said())
            return over(request, letter, "thanks", **context)
        except services.WrongName:
            form.add_error("name_given", said["name_wrong"])
        except AlreadyDone:
            return over(request, letter, "thanks", **context)
        except IllegalMove:
            letter.refresh_from_db()
            return ended(request, letter, services.code_for(letter))
    return page(request, "letters/reply/answer.html", letter=letter, form=form, **context)
