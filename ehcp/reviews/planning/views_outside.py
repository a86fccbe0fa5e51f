"""The page behind a link for advice. No account; it shows nothing of a child and only receives.

A GET or HEAD uses nothing up and writes nothing: mail programs open links by themselves. A link
unknown, used or over gets one and the same answer.
"""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import public
from ehcp.reviews.planning import links, services
from ehcp.reviews.planning.forms import LinkAdviceForm
from sendcase.edits import IllegalMove


@public
@require_http_methods(["GET", "HEAD"])
def link(request, token):
    """The address in the mail: its secret goes into a cookie, and out of the address bar."""
    found = links.find(token)
    if found is None:  # nobody guesses 128 bits: nothing is counted, and a GET writes nothing
        return answer(request, "over", status=404)
    response = unkept(redirect("ehc_advice:advice"))
    links.put(response, found)
    return response


@public
@require_http_methods(["GET", "HEAD", "POST"])
def advice(request):
    found = links.kept(request)
    form = LinkAdviceForm(request.POST or None, request.FILES or None)
    if found is None:
        return over(request)
    school = found.invitation.review.school
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.take_by_link(link=found, words=given["words"], paper=given["upload"])
        except IllegalMove:
            return over(request)
        return links.forget(answer(request, "thanks", school=school))
    return answer(request, "form", school=school, form=form)


def over(request):
    """What was typed comes back to its writer, who may still need it."""
    return answer(request, "over", status=404, typed=request.POST.get("words", ""))


def answer(request, page, status=200, **context):
    """In no cache and no history of searches."""
    name = f"ehcp/reviews/planning/outside/{page}.html"
    response = render(request, name, context, status=status)
    return unkept(response)


def unkept(response):
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
