"""The page behind a link for advice. No account; it shows nothing of a child and only receives.

A GET or HEAD uses nothing up: mail programs open links by themselves. A link unknown, used or over
gets one and the same answer.
"""

from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.access import public
from ehcp.reviews.planning import links, services
from ehcp.reviews.planning.forms import LinkAdviceForm
from sendcase.edits import IllegalMove


@public
@require_http_methods(["GET", "HEAD", "POST"])
def link(request, token):
    found = links.find(token)
    if found is None:  # nobody guesses 128 bits: nothing is counted, and a GET writes nothing
        return answer(request, "over", status=404)
    form = LinkAdviceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.take_by_link(link=found, words=given["words"], paper=given["upload"])
        except IllegalMove:
            return answer(request, "over", status=404)
        return answer(request, "thanks", school=found.invitation.review.school)
    return answer(request, "form", school=found.invitation.review.school, form=form)


def answer(request, page, status=200, **context):
    """In no cache and no history of searches."""
    name = f"ehcp/reviews/planning/outside/{page}.html"
    response = render(request, name, context, status=status)
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
