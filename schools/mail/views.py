"""Mail that waits for a person: what could not be sent, and what was perhaps sent."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.access import may, needs, require
from accounts.permissions import Permission
from schools.access import school_or_404
from schools.mail.forms import CameBackForm
from schools.sheets import links
from sendcase import moment
from sendcase.edits import IllegalMove
from sendcase.outbox import came_back as marking
from sendcase.outbox import services
from sendcase.outbox.models import CameBack, Message
from sendcase.pages import keyset

KINDS = {
    Message.State.FAILED: "late",
    Message.State.UNCERTAIN: "soon",
    Message.State.HELD: "soon",
}


@needs(Permission.MAIL_VIEW)
@require_GET
def mail_list(request, school):
    here = school_or_404(request, school, Permission.MAIL_VIEW)
    return shown(request, here, CameBackForm(school=here))


def shown(request, here, form):
    page = keyset(services.unresolved([here.pk]), order=("-id",), request=request)
    marks = marking.of_school(here.pk)
    context = {
        "page": page,
        "rows": [described(message) for message in page],
        "marks": [{"mark": mark, "since": when(mark.since)} for mark in marks],
        "form": form,
        "may_resolve": may(request.user, Permission.MAIL_RESOLVE, here.pk),
        **links(request, here.pk, f"/{here.slug}/mail/as/"),
    }
    return render(request, "mail/list.html", context)


def when(moment_utc) -> str:
    there = moment_utc.astimezone(moment.LONDON)
    return f"{there:%a} {there.day} {there:%b %Y, %H:%M}"


def described(message: Message) -> dict:
    return {
        "message": message,
        "written": when(message.created_at),
        "kind": KINDS.get(message.state, "plain"),
        "may_have_arrived": message.state in services.MAY_HAVE_ARRIVED,
    }


@needs(Permission.MAIL_RESOLVE)
@require_POST
def send_again(request, school, pk):
    return resolve(request, school, pk, arrived=False, words="It will go out in a moment.")


@needs(Permission.MAIL_RESOLVE)
@require_POST
def arrived(request, school, pk):
    return resolve(request, school, pk, arrived=True, words="Noted: it arrived.")


@needs(Permission.MAIL_RESOLVE)
@require_POST
def came_back(request, school):
    """A notice in the inbox says so: no more mail of the school goes to this address."""
    here = school_or_404(request, school, Permission.MAIL_VIEW)
    require(request.user, Permission.MAIL_RESOLVE, school_id=here.pk)
    form = CameBackForm(request.POST, school=here)
    if not form.is_valid():
        return shown(request, here, form)
    marking.mark(school_id=here.pk, by=request.user, **form.cleaned_data)
    messages.success(request, "Noted. No more mail goes there until you say so.")
    return redirect("mail:list", school=school)


@needs(Permission.MAIL_RESOLVE)
@require_POST
def goes_again(request, school, pk):
    here = school_or_404(request, school, Permission.MAIL_VIEW)
    mark = get_object_or_404(CameBack, pk=pk, school_id=here.pk)
    require(request.user, Permission.MAIL_RESOLVE, school_id=here.pk)
    marking.lift(school_id=here.pk, address=mark.address, by=request.user)
    messages.success(request, f"Mail may go to {mark.address} again.")
    return redirect("mail:list", school=school)


def resolve(request, school, pk, *, arrived, words):
    here = school_or_404(request, school, Permission.MAIL_VIEW)
    message = get_object_or_404(Message, pk=pk, school_id=here.pk)
    require(request.user, Permission.MAIL_RESOLVE, school_id=here.pk)
    try:
        services.resolve(message, arrived=arrived, by=request.user)
        messages.success(request, words)
    except IllegalMove as why:
        messages.info(request, str(why))
    return redirect("mail:list", school=school)
