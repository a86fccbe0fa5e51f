"""Inviting many families: ticked on a page, looked at on the next, one press."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import may, needs
from accounts.permissions import Permission as P
from audit.reads import reads
from provision.family_meetings import services, together
from provision.family_meetings.models import ParentMeeting
from schools.access import school_or_404
from sendcase.drafts.sending import send
from sendcase.edits import IllegalMove

NOBODY = "Nobody is chosen. Tick at least one family."
CHANGED = "Something changed since you opened this page. Look at it again, then press."


@needs(P.PARENT_MEETING_BOOK)
@require_GET
@reads("listed")
def invite_many(request, school):
    school = school_or_404(request, school, P.PARENT_MEETING_BOOK)
    meetings = together.to_invite(request.user, school)
    rows = together.rows_of(request.user, list(meetings[: together.MOST]))
    context = {
        "rows": rows, "waiting": meetings.count(), "most": together.MOST,
        "may_any": any(not row.why_not for row in rows),
        "sees_all": may(request.user, P.PARENT_MEETING_ALL, school.pk),
    }  # fmt: skip
    return render(request, "parent_meetings/invite_many.html", context)


@needs(P.PARENT_MEETING_BOOK)
@require_http_methods(["GET", "POST"])
@reads("listed", detail=lambda request: {"meetings": request.GET.getlist("meeting")})
def check_many(request, school):
    school = school_or_404(request, school, P.PARENT_MEETING_BOOK)
    back = f"/{school.slug}/parent-meetings/invite/"
    rows = chosen_rows(request, school)
    if not rows:
        messages.info(request, NOBODY)
        return redirect(back)
    form = together.TogetherForm(
        request.POST or None, rows=rows,
        kept_by=request.user, kept_as="invite-many", kept_key=f"school-{school.pk}",
    )  # fmt: skip
    signer = "head" if school.policy.letters_signed_by == "head" else school.policy.senco_title
    done = f"The letters are being prepared. The {signer} checks and sends them."
    if reply := send(request, form, saving(request, school, form, rows), cancel_url=back,
                     done=done):  # fmt: skip
        return reply
    context = {"form": form, "rows": rows, "cancel_url": back, "signer": signer,
               "count": sum(not row.why_not for row in rows),
               "sees_all": may(request.user, P.PARENT_MEETING_ALL, school.pk)}  # fmt: skip
    return render(request, "parent_meetings/invite_check.html", context)


def chosen_rows(request, school) -> list[together.Row]:
    """Of the address: ?ticked=1&meeting=3&meeting=8, or without any all that wait. 404 where one of
    them is out of reach.
    """
    waiting = together.to_invite(request.user, school)
    if not request.GET:
        return together.rows_of(request.user, list(waiting[: together.MOST]))
    asked = request.GET.getlist("meeting")[: together.MOST]
    if not all(each.isascii() and each.isdigit() and len(each) < 13 for each in asked):
        raise BadRequest("meeting")
    numbers = {int(each) for each in asked}
    known = ParentMeeting.objects.visible_to(request.user, P.PARENT_MEETING_BOOK)
    known = known.filter(school=school, pk__in=numbers)
    if known.count() != len(numbers):
        raise Http404
    return together.rows_of(request.user, list(waiting.filter(pk__in=numbers)))


def saving(request, school, form, rows):
    def save():
        if form.cleaned_data["seen"] != together.as_seen(rows):
            raise IllegalMove(CHANGED)
        meetings = [row.meeting for row in rows if not row.why_not]
        if not meetings:
            raise IllegalMove(NOBODY)
        batch = services.prepare_together(school=school, meetings=meetings, by=request.user)
        return batch if may(request.user, P.LETTER_VIEW, school.pk) else None

    return save
