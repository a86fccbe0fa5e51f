"""A pupil's photo: shown, changed, removed; and many at once from a ZIP file."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import needs
from accounts.permissions import Permission
from audit.reads import reads
from pupils.access import pupil_or_404
from pupils.photos import batches, drawing, services, unzipping
from pupils.photos.models import PhotoBatch, PupilPhoto
from schools.access import school_or_404
from sendcase.edits import IllegalMove


class PhotoForm(forms.Form):
    photo = forms.FileField(
        label="Photo",
        help_text="A JPG or PNG, up to 10 MB. We keep a small copy, without place or date",
        error_messages={"required": "Choose a photo first.", "empty": "This file is empty."},
        widget=forms.ClearableFileInput(attrs={"accept": ".jpg,.jpeg,.png"}),
    )

    def clean_photo(self):
        """The small copy. Judged here, so that the reason stands beside the field."""
        try:
            return drawing.portrait(self.cleaned_data["photo"].read(drawing.logo.MOST_BYTES + 1))
        except drawing.NotAPhoto as refused:
            raise forms.ValidationError(str(refused)) from refused


class ZipForm(forms.Form):
    photos = forms.FileField(
        label="A ZIP file of photos",
        help_text="Each file named by UPN or admission number: A123456789012.jpg. 100 MB at most",
        error_messages={"required": "Choose a ZIP file first.", "empty": "This file is empty."},
        widget=forms.ClearableFileInput(attrs={"accept": ".zip"}),
    )

    def clean_photos(self):
        if self.cleaned_data["photos"].size > unzipping.MOST_ZIP:
            raise forms.ValidationError(unzipping.TOO_LARGE)
        return self.cleaned_data["photos"]


def pupil_with_photos(request, pk, permission=Permission.PUPIL_VIEW):
    """The pupil, of a school that uses photos: elsewhere there are no such pages."""
    pupil = pupil_or_404(request, pk, permission)
    if not pupil.school.policy.photos_used:
        raise Http404
    return pupil


def school_with_photos(request, slug):
    school = school_or_404(request, slug, Permission.PUPIL_EDIT)
    if not school.policy.photos_used:
        raise Http404
    return school


@needs(Permission.PUPIL_VIEW)
@require_GET
def photo(request, pk):
    """A part of the pupil's page, whose opening is the read that is noted."""
    pupil = pupil_with_photos(request, pk)
    return services.response(get_object_or_404(PupilPhoto.objects.shown(), pupil=pupil))


@needs(Permission.PUPIL_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def change(request, pk):
    pupil = pupil_with_photos(request, pk, Permission.PUPIL_EDIT)
    form = PhotoForm(request.POST, request.FILES) if request.method == "POST" else PhotoForm()
    if form.is_valid():
        try:
            services.set_photo(pupil=pupil, jpeg=form.cleaned_data["photo"], by=request.user)
            messages.success(request, "The photo is in place.")
            return redirect(pupil)
        except IllegalMove as refused:
            form.add_error(None, str(refused))
    context = {"form": form, "pupil": pupil, "photo": services.address(pupil),
               "why_none": services.why_none(pupil)}  # fmt: skip
    return render(request, "pupils/photos/change.html", context)


@needs(Permission.PUPIL_EDIT)
@require_POST
def remove(request, pk):
    pupil = pupil_with_photos(request, pk, Permission.PUPIL_EDIT)
    services.remove_photo(pupil=pupil, by=request.user)
    messages.success(request, "The photo is gone.")
    return redirect(pupil)


@needs(Permission.PUPIL_EDIT)
@require_http_methods(["GET", "POST"])
def choose(request, school):
    school = school_with_photos(request, school)
    form = ZipForm(request.POST, request.FILES) if request.method == "POST" else ZipForm()
    if form.is_valid():
        try:
            upload = form.cleaned_data["photos"]
            batch = batches.receive(school=school, by=request.user, upload=upload)
            return redirect(url("preview", batch))
        except unzipping.Refused as refused:
            form.add_error("photos", str(refused))
    return render(request, "pupils/photos/choose.html", {"form": form})


def found_batch(request, slug, pk) -> PhotoBatch:
    """Only the person who uploaded it, at the school of the address."""
    school = school_with_photos(request, slug)
    mine = PhotoBatch.objects.of(request.user).select_related("school")
    batch = get_object_or_404(mine, pk=pk, school=school)
    request.record = batch
    return batch


@needs(Permission.PUPIL_EDIT)
@require_GET
@reads("listed")
def preview(request, school, pk):
    batch = found_batch(request, school, pk)
    context = {
        "batch": batch, "groups": batches.groups(batch), "summary": batches.summary(batch),
        "to_do": batch.imported_at is None and batch.waiting.exists(),
    }  # fmt: skip
    return render(request, "pupils/photos/preview.html", context)


@needs(Permission.PUPIL_EDIT)
@require_POST
def confirm(request, school, pk):
    batch = found_batch(request, school, pk)
    try:
        batches.confirm(batch=batch, by=request.user)
        messages.success(request, "The photos are in place.")
    except batches.AlreadyImported:
        messages.info(request, "These photos were put in already. Nothing was done twice.")
    except IllegalMove as refused:
        messages.error(request, str(refused))
    return redirect(url("preview", batch))


@needs(Permission.PUPIL_EDIT)
@require_POST
def discard(request, school, pk):
    batch = found_batch(request, school, pk)
    batches.discard(batch=batch, by=request.user)
    messages.info(request, "No photo was put in. The file is gone from here.")
    return redirect("pupils:photos-import", batch.school.slug)


def url(name, batch) -> str:
    return reverse(f"pupils:photos-{name}", args=[batch.school.slug, batch.pk])
