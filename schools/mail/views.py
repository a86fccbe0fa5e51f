"""Mail that waits for a person: what could not be sent, and what was perhaps sent."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.access import may, needs, require
from accounts.permissions import Permission
from schools.access import school_or_404
from sendcase import moment
from sendcase.edits import IllegalMove
from sendcase.outbox import services
from sendcase.outbox.models import Message
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
    page = keyset(services.unresolved([here.pk]), order=("-id",), request=request)
    context = {
        "page": page,
        "rows": [described(message) for message in page],
        "may_resolve": may(request.user, Permission.MAIL_RESOLVE, here.pk),
    }
    return render(request, "mail/list.html", context)


def described(message: Message) -> dict:
    written = message.created_at.astimezone(moment.LONDON)
    return {
        "message": message,
        "written": f"{written:%a} {written.day} {written:%b %Y, %H:%M}",
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
