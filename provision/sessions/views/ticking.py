"""One session, and the taps on it: by a form, or by the script of the page (asks for JSON)."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.access import may, needs
from accounts.permissions import Permission as P
from audit.reads import reads
from provision.models import Place, Session
from provision.sessions import ticking
from provision.sessions.forms import TapForm
from provision.sessions.showing import REASONS, said_of
from provision.sessions.views import finding
from provision.sessions.views.lists import cards_of, shown
from sendcase.edits import IllegalMove

SOMEBODY_ELSE = (
    "Somebody else is signed in now. Sign in as yourself in another tab, then press Send now."
)
CHANGED = "Somebody ticked this meanwhile. Look at what it says now, and change it if it is wrong."


@needs(P.PROVISION_VIEW)
@require_GET
@reads("read", detail=shown)
def page(request, pk):
    """The whole session: its children, and every button of it."""
    row = finding.session(request, pk)
    [card] = cards_of(request, [row])
    context = {
        "session": row, "card": card, "reasons": REASONS, "back": "page", "is_open": True,
        "may_cover": may(request.user, P.PROVISION_EDIT, row.school_id) and not card["is_over"],
    }  # fmt: skip
    return render(request, "sessions/page.html", context)


@needs(P.SESSION_LOG)
@require_POST
def tick(request, pk):
    """Say how it was for one child or several. 409 for a page that another person opened."""
    row = finding.own_session(request, pk)
    form = TapForm(request.POST)
    if not form.is_valid():
        raise BadRequest("tick")
    is_script = "application/json" in request.headers.get("Accept", "")
    if form.cleaned_data["person"] not in (None, request.user.pk):
        return refused(request, row, SOMEBODY_ELSE, is_script, 409)
    try:
        told = ticking.tick(session=row, by=request.user, **form.said)
    except (Place.DoesNotExist, Session.DoesNotExist) as missing:
        raise Http404 from missing
    except IllegalMove as wrong:
        return refused(request, row, str(wrong), is_script, 422)
    if is_script:
        return JsonResponse(in_numbers(told, request.user))
    if told.clashes:
        messages.warning(request, CHANGED)
    return redirect(way_back(request, row))


def in_numbers(told, user) -> dict:
    """What the script shows: by place number, no child's name."""
    marks = [
        {"place": place, "version": mark.version if mark else 0, **said_of(mark, user)}
        for place, mark in told.marks.items()
    ]
    return {"marks": marks, "clashes": told.clashes}


def refused(request, row, words, is_script, status) -> HttpResponse:
    if is_script:
        return JsonResponse({"words": words}, status=status)
    messages.warning(request, words)
    return redirect(way_back(request, row))


def way_back(request, row) -> str:
    """The list that the button stood on, at this session."""
    group = f"/interventions/{row.intervention_id}/sessions/"
    ways = {
        "mine": f"/{row.school.slug}/sessions/",
        "all": f"/{row.school.slug}/sessions/all/?on={row.on}",
        "of-past": f"{group}?show=past", "of-waiting": f"{group}?show=waiting",
    }  # fmt: skip
    return ways.get(request.POST.get("back", ""), row.get_absolute_url()) + f"#session-{row.pk}"
