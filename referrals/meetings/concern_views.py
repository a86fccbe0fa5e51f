"""Deciding about a concern of a progress meeting: a referral, or what is done instead."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import may, needs
from accounts.permissions import Permission
from audit.reads import reads
from pupils.access import require_about
from pupils.wording import day_text
from referrals.meetings import presenting, services
from referrals.meetings.forms import DecideForm
from referrals.meetings.models import ProgressRow
from referrals.models import Referral
from schools.access import record_or_404
from sendcase import edits
from sendcase.drafts.sending import send

P = Permission


def found(request, pk) -> ProgressRow:
    """A concern that was to be decided, of a child in sight; 404 for every other row."""
    rows = ProgressRow.objects.visible_to(request.user).filter(decide_by__isnull=False)
    row = record_or_404(
        request, rows.select_related("school__policy", "pupil", "meeting__class_group"), pk
    )
    require_about(request.user, P.MEETING_EDIT, row.pupil)
    return row


@needs(P.MEETING_EDIT)
@require_http_methods(["GET", "POST"])
@reads("read")
def decide(request, pk):
    row = found(request, pk)
    form = DecideForm(
        request.POST or None, row=row,
        kept_by=request.user, kept_as="decide-concern", kept_key=f"row-{row.pk}",
    )  # fmt: skip
    back = row.meeting.get_absolute_url()

    def save():
        services.decide(
            row=row, version=form.cleaned_data["version"], by=request.user, **form.answers
        )

    done = "Noted. The concern stays in the record of the meeting."
    if answer := send(request, form, save, cancel_url=back, done=done):
        return answer
    drafts = Referral.objects.visible_to(request.user).filter(pk=row.referral_id)
    context = {
        "row": row, "pupil": row.pupil, "form": form, "policy": row.school.policy,
        "cancel_url": back, "is_open": row.decided_on is None,
        "follows": presenting.follows(row), "begun": drafts.first(),
        "due": day_text(row.decide_by), "held": day_text(row.meeting.held_on),
        "may_raise": may(request.user, P.REFERRAL_CREATE, row.school_id),
    }  # fmt: skip
    return render(request, "referrals/meetings/concern.html", context)


@needs(P.REFERRAL_CREATE)
@require_POST
def refer(request, pk):
    """Begin a referral with the meeting's words. It is a draft of this person, not sent."""
    row = found(request, pk)
    require_about(request.user, P.REFERRAL_CREATE, row.pupil)
    try:
        referral = services.raise_concern(row=row, by=request.user)
    except edits.IllegalMove as refused:
        messages.info(request, str(refused))
        return redirect(row)
    messages.success(request, "The words of the meeting are in it. Only you can see it yet.")
    return redirect("referrals:edit", referral.pk)
