"""The one-page profile: written, printed, kept as it stands."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from pupils.access import pupil_or_404
from pupils.profile import paper, services
from pupils.profile.forms import ProfileForm
from pupils.profile.models import PupilProfile
from sendcase.drafts.sending import send
from sendcase.edits import IllegalMove, Stale
from sendcase.pdf import PdfFailed

# Our own PDF: no script, nothing loaded, never framed.
PAPER_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
CHANGED = "Somebody changed the profile just now. Look at it again, then keep it."
NOT_PRINTED = "The paper could not be made. The profile is saved: try again in a minute."


def found(request, pk, permission):
    """(pupil, profile or None)."""
    pupil = pupil_or_404(request, pk, permission)
    rows = PupilProfile.objects.visible_to(request.user, permission)
    profile = rows.select_related("school__policy", "pupil").filter(pupil=pupil).first()
    return pupil, profile


def answered(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type="application/pdf")
    filename = f"{slugify(name) or 'profile'}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{filename}"'
    response.headers["Content-Security-Policy"] = PAPER_POLICY
    return response


def no_paper(request, pupil) -> HttpResponse:
    return render(request, "profile/no_paper.html", {"pupil": pupil}, status=503)


@needs(P.PROFILE_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def edit(request, pk):
    pupil, profile = found(request, pk, P.PROFILE_EDIT)
    row = profile or PupilProfile(school=pupil.school, pupil=pupil, help=pupil.how_to_help)
    form = ProfileForm(
        request.POST or None, instance=row,
        kept_by=request.user, kept_as="profile", kept_key=f"pupil-{pk}",
    )  # fmt: skip
    back = f"/pupils/{pk}/profile/"

    def save():
        version = form.cleaned_data["version"]
        services.save_profile(pupil=pupil, version=version, by=request.user, **form.answers)

    if answer := send(request, form, save, cancel_url=back, done="The profile is saved."):
        return answer
    return render(request, "profile/edit.html", {"form": form, "pupil": pupil, "back": back})


@needs(P.PROFILE_VIEW)
@require_GET
@reads("printed")
def printed(request, pk):
    """As it stands now; ?size=large for large print."""
    pupil, profile = found(request, pk, P.PROFILE_VIEW)
    if profile is None:
        raise Http404
    large = request.GET.get("size") == paper.LARGE
    try:
        data = paper.pdf(
            paper.value_of(profile), state_words=paper.printed_today(),
            photo=paper.photo_of(profile), large=large,
        )  # fmt: skip
    except PdfFailed:
        return no_paper(request, pupil)
    return answered(data, f"{pupil.first_name}-profile")


@needs(P.PROFILE_EDIT)
@require_POST
def keep(request, pk):
    pupil, profile = found(request, pk, P.PROFILE_EDIT)
    if profile is None:
        raise Http404
    try:
        seen = int(request.POST.get("version", "") or 0)
        services.keep(profile=profile, version=seen, by=request.user)
        messages.success(request, "Kept as it stands. You find it under “Kept versions”.")
    except (ValueError, Stale):
        messages.error(request, CHANGED)
    except IllegalMove as refused:
        messages.info(request, str(refused))
    except PdfFailed:
        messages.error(request, NOT_PRINTED)
    return redirect(profile)
