"""The pages of an outside person: their cases, one case, adding advice. The share is asked at each
request: withdrawn a moment ago, nothing opens and nothing is taken.
"""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import needs, signed_in
from accounts.permissions import Permission as P
from agencies import guests
from agencies.advice_forms import OutsideForm
from agencies.services import advising
from agencies.views.requests import kept
from audit.reads import reads
from pupils import documents
from schools.access import record_or_404
from sendcase.drafts.sending import send


@signed_in
@require_GET
def mine_list(request):
    """Their open cases, by first name and school alone."""
    return render(request, "agencies/mine_list.html", {"rows": guests.cases(request.user)[:100]})


@needs(P.ADVICE_ADD)
@require_GET
@reads()
def mine(request, pk):
    row = record_or_404(request, guests.cases(request.user), pk)
    context = {"row": row, "pupil": row.pupil, "given": guests.shown(row),
               "advice": guests.own_advice(request.user, row)[:50]}  # fmt: skip
    return render(request, "agencies/mine.html", context)


@needs(P.ADVICE_ADD)
@require_http_methods(["GET", "POST"])
@reads()
def add(request, pk):
    row = record_or_404(request, guests.cases(request.user), pk)
    form = OutsideForm(request.POST or None, request.FILES or None,
                       **kept(request, "mine", f"request-{pk}"))  # fmt: skip
    back = f"{guests.HOME}{pk}/"

    def save():
        advising.receive_here(row=row, by=request.user, **form.facts)

    done = "Thank you. The school reads it and decides what to do with it."
    if reply := send(request, form, save, cancel_url=back, done=done):
        return reply
    return render(request, "agencies/mine_form.html", {"form": form, "row": row, "back": back})


@needs(P.ADVICE_ADD)
@require_GET
@reads("downloaded")
def paper(request, pk, advice):
    """Their own report, as they gave it."""
    row = record_or_404(request, guests.cases(request.user), pk)
    own = guests.own_advice(request.user, row).filter(pk=advice, paper__isnull=False)
    found = own.select_related("paper").first()
    if found is None:
        raise Http404
    response = documents.response(found.paper, inline=False)
    response.headers["Cache-Control"] = "no-store, private"
    return response
