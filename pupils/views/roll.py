"""Import a list, of pupils or contacts: choose a file, look at every row's fate, confirm, done."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import may, needs
from accounts.permissions import Permission
from accounts.reauth import confirm_password
from audit.reads import reads
from pupils.models import RollUpload
from pupils.roll import large, presenting, reading, services, who
from pupils.roll.kinds import KINDS
from pupils.views import roll_shown
from schools.access import school_or_404
from schools.sheets import leaves, left
from sendcase.edits import IllegalMove
from sendcase.text import LineFormField


class UploadForm(forms.Form):
    roll = forms.FileField(
        label="The list, as a CSV file or an Excel workbook",
        help_text="From your school's records, with one line of headings. 20 MB at most",
        error_messages={"empty": "This file is empty.", "required": "Choose a file."},
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,text/csv"}),
    )
    sheet = LineFormField(
        label="Sheet of the workbook",
        help_text="Only if the list is not on the first sheet: the name on its tab",
        max_length=100,
        required=False,
    )

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["roll"].label = kind.file

    def clean_roll(self):
        if self.cleaned_data["roll"].size > reading.MOST_BYTES:
            raise forms.ValidationError("This file is larger than 20 MB. Is it the right one?")
        return self.cleaned_data["roll"]


@needs(Permission.ROLL_EDIT)
@require_http_methods(["GET", "POST"])
def choose(request, school):
    return chosen(request, school, KINDS["roll"])


@needs(Permission.CONTACT_EDIT)
@require_http_methods(["GET", "POST"])
def choose_contacts(request, school):
    return chosen(request, school, KINDS["contacts"])


@needs(Permission.ROLL_EDIT)
@require_http_methods(["GET", "POST"])
def choose_classes(request, school):
    return chosen(request, school, KINDS["classes"])


@needs(Permission.ACCOUNT_EDIT)
@require_http_methods(["GET", "POST"])
@confirm_password
def choose_staff(request, school):
    return chosen(request, school, KINDS["staff"])


def chosen(request, school, kind):
    school = school_or_404(request, school, kind.permission)
    form = UploadForm(request.POST or None, request.FILES or None, kind=kind)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["roll"]
        try:
            upload = services.receive(
                school=school, by=request.user, filename=file.name, data=file.read(),
                kind=kind.key, sheet=form.cleaned_data["sheet"],
            )  # fmt: skip
            return redirect(url("preview", upload))
        except reading.Refused as refused:
            form.add_error("roll", str(refused))
    others = [
        each for each in KINDS.values()
        if each is not kind and may(request.user, each.permission, school.pk)
    ]  # fmt: skip
    context = {"form": form, "kind": kind, "others": others}
    return render(request, "pupils/roll/choose.html", context)


@needs(Permission.ROLL_EDIT)
@require_GET
@reads("listed")
def preview(request, school, pk):
    upload = found_upload(request, school, pk)
    if upload.imported_at:
        context = {
            "upload": upload, "kind": KINDS[upload.kind], "who": who.groups(who.kept(upload)),
        }  # fmt: skip
        return render(request, "pupils/roll/result.html", context)
    if large.is_busy(upload):
        return redirect(url("progress", upload))
    if upload.pieces and upload.look_job is None:
        return redirect(url("columns", upload))
    try:
        of = roll_shown.large(upload) if upload.pieces else roll_shown.short(upload)
        return render(request, "pupils/roll/preview.html", of)
    except reading.Refused:
        return redirect(url("columns", upload))


@needs(Permission.ROLL_EDIT)
@require_POST
def confirm(request, school, pk):
    upload = found_upload(request, school, pk)
    step = confirm_password(_confirm) if KINDS[upload.kind].asks_again else _confirm
    return step(request, upload)


def _confirm(request, upload):
    try:
        row = services.confirm(
            upload=upload, digest=request.POST.get("digest", ""), by=request.user
        )
        if row.imported_at:
            messages.success(request, "The list was imported.")
    except services.AlreadyImported:
        messages.info(request, "This list was imported already. Nothing was done twice.")
    except services.ChangedSince:
        messages.warning(request, "Something changed since you looked. Look again, then import.")
    except (IllegalMove, reading.Refused) as refused:
        messages.error(request, str(refused))
    return redirect(url("preview", upload))


@needs(Permission.ROLL_EDIT)
@require_GET
@confirm_password
@reads("downloaded", detail=left)
def problems(request, school, pk):
    upload = found_upload(request, school, pk)
    try:
        sheet = presenting.problems_sheet(roll_shown.problems(upload), upload.school)
    except reading.Refused:
        return redirect(url("columns", upload))
    return leaves(request, "csv", sheet)


@needs(Permission.ROLL_EDIT)
@require_POST
def discard(request, school, pk):
    upload = found_upload(request, school, pk)
    try:
        services.discard(upload=upload, by=request.user)
    except services.AlreadyImported:
        messages.warning(request, "It was imported already, and could not be stopped any more.")
        return redirect(url("preview", upload))
    messages.info(request, "Nothing was imported. The file is gone from here.")
    return redirect(KINDS[upload.kind].route, upload.school.slug)


def found_upload(request, slug, pk) -> RollUpload:
    """Only the person who uploaded it, at the school of the address."""
    school = school_or_404(request, slug, Permission.ROLL_EDIT)
    mine = RollUpload.objects.of(request.user)
    mine = mine.select_related("school", "look_job", "write_job")
    upload = get_object_or_404(mine, pk=pk, school=school)
    school_or_404(request, slug, KINDS[upload.kind].permission)
    request.record = upload
    return upload


def url(name, upload) -> str:
    return reverse(f"pupils:roll-{name}", args=[upload.school.slug, upload.pk])
