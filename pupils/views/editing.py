"""New pupils, and the two forms about one: who they are, and the facts around them."""

from django.contrib import messages
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.permissions import Permission
from audit.reads import reads
from pupils import services
from pupils.access import pupil_or_404, require_about
from pupils.forms import ContextForm, PupilForm
from schools.access import school_or_404
from sendcase.drafts.sending import send


@needs(Permission.PUPIL_EDIT)
@require_http_methods(["GET", "POST"])
def new(request, school):
    school = school_or_404(request, school, Permission.PUPIL_EDIT)
    form = PupilForm(
        request.POST or None, school=school, user=request.user,
        kept_by=request.user, kept_as="pupil", kept_key=f"new-{school.pk}",
    )  # fmt: skip
    cancel = f"/{school.slug}/pupils/"

    def save():
        return services.create_pupil(school=school, by=request.user, **form.answers)

    if answer := send(request, form, save, cancel_url=cancel, done="Saved."):
        return warned(request, form, answer)
    context = {"form": form, "cancel_url": cancel, "pupil": None}
    return render(request, "pupils/edit.html", context)


@needs(Permission.PUPIL_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def edit(request, pk):
    pupil = pupil_or_404(request, pk, Permission.PUPIL_EDIT)
    form = PupilForm(
        request.POST or None, instance=pupil, school=pupil.school, user=request.user,
        kept_by=request.user, kept_as="pupil", kept_key=f"pupil-{pk}",
    )  # fmt: skip

    def save():
        version = form.cleaned_data["version"]
        return services.update_pupil(pupil=pupil, version=version, by=request.user, **form.answers)

    cancel = pupil.get_absolute_url()
    if answer := send(request, form, save, cancel_url=cancel, done="Saved."):
        return warned(request, form, answer)
    context = {"form": form, "cancel_url": cancel, "pupil": pupil}
    return render(request, "pupils/edit.html", context)


@needs(Permission.CONTEXT_VIEW)
@require_http_methods(["GET", "POST"])
@reads()
def edit_context(request, pk):
    """Needs both: to know these facts, and to change a pupil."""
    pupil = pupil_or_404(request, pk, Permission.CONTEXT_VIEW)
    require_about(request.user, Permission.PUPIL_EDIT, pupil)
    form = ContextForm(
        request.POST or None, instance=pupil,
        kept_by=request.user, kept_as="pupil-facts", kept_key=f"pupil-{pk}",
    )  # fmt: skip

    def save():
        version = form.cleaned_data["version"]
        services.update_pupil(pupil=pupil, version=version, by=request.user, **form.answers)
        return f"{pupil.get_absolute_url()}facts/"

    cancel = f"{pupil.get_absolute_url()}facts/"
    if answer := send(request, form, save, cancel_url=cancel, done="Saved."):
        return answer
    context = {"form": form, "cancel_url": cancel, "pupil": pupil}
    return render(request, "pupils/edit_context.html", context)


def warned(request, form, answer):
    """A number that is right but unusual is saved, and said."""
    if answer.status_code == 302:
        for warning in form.warnings:
            messages.warning(request, warning)
    return answer
