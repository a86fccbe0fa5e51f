"""Letting a guest in on one case, for longer, and ending it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import needs
from accounts.permissions import Permission
from audit.reads import reads
from pupils import sharing
from pupils.access import pupil_or_404, require_about
from pupils.models import Share
from pupils.people_forms import ExtendForm, ShareForm
from pupils.wording import day_text
from schools.access import record_or_404
from sendcase import moment
from sendcase.drafts.sending import send
from sendcase.edits import IllegalMove


@needs(Permission.SHARE_GRANT)
@require_http_methods(["GET", "POST"])
@reads()
def new_share(request, pk):
    pupil = pupil_or_404(request, pk, Permission.SHARE_GRANT)
    back = f"{pupil.get_absolute_url()}sharing/"
    form = ShareForm(
        request.POST or None,
        pupil=pupil,
        kept_by=request.user,
        kept_as="share",
        kept_key=f"pupil-{pk}",
    )

    def save():
        sharing.grant(pupil=pupil, by=request.user, **form.answers)
        return back

    done = "Shared. We sent them a link to sign in."
    if answer := send(request, form, save, cancel_url=back, done=done):
        return answer
    context = {"form": form, "pupil": pupil, "cancel_url": back}
    return render(request, "pupils/share.html", context)


def share_or_404(request, pk):
    rows = Share.objects.visible_to(request.user).select_related("school", "content_object", "user")
    share = record_or_404(request, rows, pk)
    require_about(request.user, Permission.SHARE_GRANT, share.content_object)
    return share


@needs(Permission.SHARE_GRANT)
@require_http_methods(["GET", "POST"])
@reads()
def extend_share(request, pk):
    """Before its last day: a later one, or nothing, and it ends by itself."""
    share = share_or_404(request, pk)
    back = f"{share.content_object.get_absolute_url()}sharing/"
    form = ExtendForm(
        request.POST or None, share=share,
        kept_by=request.user, kept_as="extend-share", kept_key=f"share-{pk}",
    )  # fmt: skip

    def save():
        sharing.extend(share=share, by=request.user, **form.answers)

    if answer := send(request, form, save, cancel_url=back, done="Saved. It runs on."):
        return answer
    over = share.ended_at is not None or share.until_on < moment.today()
    context = {"form": form, "pupil": share.content_object, "cancel_url": back, "share": share,
               "until": day_text(share.until_on), "over": over}  # fmt: skip
    return render(request, "pupils/extend_share.html", context)


@needs(Permission.SHARE_GRANT)
@require_POST
def end_share(request, pk):
    share = share_or_404(request, pk)
    try:
        sharing.end(share=share, by=request.user)
        messages.success(request, f"{share.user.name} no longer sees this child's page.")
    except IllegalMove as refused:
        messages.info(request, str(refused))
    return redirect(f"{share.content_object.get_absolute_url()}sharing/")
