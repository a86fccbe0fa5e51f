"""Adding an arrangement, changing one, ending one."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import needs
from accounts.permissions import Permission
from audit.reads import reads
from pupils.access import pupil_or_404, require_about
from pupils.arrangements import services
from pupils.arrangements.forms import ExamAccessForm
from pupils.models import ExamAccess
from schools.access import record_or_404
from sendcase.drafts.sending import send


@needs(Permission.CONTEXT_VIEW)
@require_http_methods(["GET", "POST"])
@reads()
def new(request, pk):
    pupil = pupil_or_404(request, pk, Permission.CONTEXT_VIEW)
    return form_page(request, pupil, None)


@needs(Permission.CONTEXT_VIEW)
@require_http_methods(["GET", "POST"])
@reads()
def edit(request, pk):
    arrangement = arrangement_or_404(request, pk)
    require_about(request.user, Permission.PUPIL_EDIT, arrangement.pupil)
    if request.method == "GET" and (words := services.ended(arrangement)):
        messages.info(request, words)
        return redirect(f"{arrangement.pupil.get_absolute_url()}facts/")
    return form_page(request, arrangement.pupil, arrangement)


@needs(Permission.CONTEXT_VIEW)
@require_POST
def end(request, pk):
    arrangement = arrangement_or_404(request, pk)
    require_about(request.user, Permission.PUPIL_EDIT, arrangement.pupil)
    services.end(arrangement=arrangement, by=request.user)
    messages.success(request, f"Ended: {arrangement.arrangement}.")
    return redirect(f"{arrangement.pupil.get_absolute_url()}facts/")


def arrangement_or_404(request, pk):
    rows = ExamAccess.objects.visible_to(request.user).select_related("pupil", "school")
    return record_or_404(request, rows, pk)


def form_page(request, pupil, arrangement):
    require_about(request.user, Permission.PUPIL_EDIT, pupil)
    about = f"exam-access-{arrangement.pk}" if arrangement else f"pupil-{pupil.pk}"
    form = ExamAccessForm(
        request.POST or None, instance=arrangement,
        kept_by=request.user, kept_as="exam-access", kept_key=about,
    )  # fmt: skip
    back = f"{pupil.get_absolute_url()}facts/"

    def save():
        version = form.cleaned_data["version"]
        services.save(
            pupil=pupil, by=request.user, existing=arrangement, version=version, **form.answers
        )
        return back

    if answer := send(request, form, save, cancel_url=back, done="Saved."):
        return answer
    context = {"form": form, "pupil": pupil, "cancel_url": back, "arrangement": arrangement}
    return render(request, "pupils/exam_access.html", context)
