"""The forms of a school; one form's marks; filling one from a review."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import may, needs, require
from accounts.permissions import Permission as P
from audit.reads import reads
from ehcp.authority_forms import forms, services, starter
from ehcp.authority_forms.models import AuthorityForm, FilledForm
from ehcp.requests.models import AssessmentRequest
from ehcp.reviews import finding
from ehcp.tabs import tabs
from pupils.access import may_about, require_about
from pupils.wording import day_text
from schools.access import record_or_404, school_or_404
from sendcase.drafts.sending import send
from sendcase.edits import IllegalMove

NOTHING = "Nothing is written down, or nothing that fits, for: {}. Fill these in by hand."
MOST_NAMED = 8


def kept(request, key, about) -> dict:
    return {"kept_by": request.user, "kept_as": f"ehc-form-{key}", "kept_key": about}


def current(request, school):
    return AuthorityForm.objects.visible_to(request.user).filter(school=school, replaced_at=None)


def form_or_404(request, pk) -> AuthorityForm:
    rows = AuthorityForm.objects.visible_to(request.user).filter(replaced_at=None)
    return record_or_404(request, rows.select_related("school__policy"), pk)


@needs(P.EHC_VIEW)
@require_GET
@reads("listed")
def form_list(request, school):
    school = school_or_404(request, school, P.EHC_VIEW)
    context = {
        "rows": current(request, school).select_related("uploaded_by"),
        "tabs": tabs(request, "ehc/forms"),
        "may_edit": may(request.user, P.EHC_FORM_EDIT, school.pk), "starter": starter.NAME,
    }  # fmt: skip
    return render(request, "ehcp/authority_forms/list.html", context)


@needs(P.EHC_FORM_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def new(request, school):
    school = school_or_404(request, school, P.EHC_VIEW)
    require(request.user, P.EHC_FORM_EDIT, school_id=school.pk)
    form = forms.UploadForm(request.POST or None, request.FILES or None,
                            **kept(request, "new", f"school-{school.pk}"))  # fmt: skip

    def save():
        given = form.cleaned_data
        try:
            row = services.keep(school=school, name=given["name"], data=given["upload"],
                                file_name=form.file_name, by=request.user,
                                local_authority=given["local_authority"])  # fmt: skip
        except services.word_files.NotPlain as refused:
            raise IllegalMove(str(refused)) from refused
        return f"/ehc-forms/{row.pk}/"

    back = f"/{school.slug}/ehc/forms/"
    done = "Kept. Now say what belongs in each place: what we guessed is chosen already."
    if answer := send(request, form, save, cancel_url=back, done=done):
        return answer
    context = {"form": form, "cancel_url": back, "submit": "Keep it",
               "heading": "An authority’s form", "back": back}  # fmt: skip
    return render(request, "ehcp/authority_forms/form.html", context)


@needs(P.EHC_FORM_EDIT)
@require_http_methods(["POST"])
def use_starter(request, school):
    school = school_or_404(request, school, P.EHC_VIEW)
    require(request.user, P.EHC_FORM_EDIT, school_id=school.pk)
    services.keep_starter(school=school, by=request.user)
    messages.success(request, "The starter form is kept. All its places are marked.")
    return redirect("ehc_forms:list", school.slug)


@needs(P.EHC_FORM_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def marks(request, pk):
    row = form_or_404(request, pk)
    require(request.user, P.EHC_FORM_EDIT, school_id=row.school_id)
    form = forms.MarksForm(request.POST or None, form=row, marks=services.marks_of(row),
                           **kept(request, "marks", f"form-{pk}"))  # fmt: skip

    def save():
        services.save_marks(form=row, by=request.user, fields=form.chosen,
                            version=form.cleaned_data["version"])  # fmt: skip

    back = f"/{row.school.slug}/ehc/forms/"
    if answer := send(request, form, save, cancel_url=back, done="Saved. Look at the preview."):
        return answer
    context = {"form": form, "cancel_url": back, "submit": "Save", "heading": row.name,
               "back": back, "row": row}  # fmt: skip
    return render(request, "ehcp/authority_forms/form.html", context)


@needs(P.EHC_VIEW)
@require_GET
@reads("downloaded")
def preview(request, pk):
    """With an invented child."""
    row = form_or_404(request, pk)
    return word(services.preview(row), "preview.docx")


@needs(P.EHC_FORM_EDIT)
@require_http_methods(["POST"])
def remove(request, pk):
    row = form_or_404(request, pk)
    require(request.user, P.EHC_FORM_EDIT, school_id=row.school_id)
    services.remove(form=row, by=request.user)
    messages.success(request, f"“{row.name}” is not offered any more. Filled ones stay.")
    return redirect("ehc_forms:list", row.school.slug)


@needs(P.EHC_VIEW)
@require_http_methods(["GET", "POST"])
@reads()
def fill(request, pk):
    row = finding.readable(request, pk)
    if request.method == "POST":
        row = finding.writable(request, pk)
    when = f", meeting of {day_text(row.held_on)}" if row.held_on else ""
    context = {"crumb": row.get_kind_display(), "when": when,
               "may_edit": finding.may_write(request, row)}  # fmt: skip
    return _fill(request, row, {"review": row}, f"/ehc-reviews/{pk}/form/", context)


@needs(P.EHC_VIEW)
@require_http_methods(["GET", "POST"])
@reads()
def fill_request(request, pk):
    rows = AssessmentRequest.objects.visible_to(request.user)
    row = record_or_404(request, rows.select_related("school__policy", "pupil"), pk)
    if request.method == "POST":
        require_about(request.user, P.EHC_EDIT, row.pupil)
    context = {"crumb": "Request for an assessment", "when": "",
               "may_edit": may_about(request.user, P.EHC_EDIT, row.pupil)}  # fmt: skip
    return _fill(request, row, {"request": row}, f"/ehc-requests/{pk}/authority/form/", context)


def _fill(request, row, about, here, context):
    """about: which field of FilledForm points at the row."""
    rows = list(current(request, row.school))
    ready = [each for each in rows if each.checked_at]
    (kind,) = about
    form = forms.FillForm(request.POST or None, rows=ready,
                          **kept(request, "fill", f"{kind}-{row.pk}"))  # fmt: skip

    def save():
        _, empty = services.fill(about=row, form=form.row, by=request.user)
        if empty:
            messages.info(request, nothing_for(empty))
        return here

    back = row.get_absolute_url()
    if answer := send(request, form, save, cancel_url=back, done="Filled. Read it before it goes."):
        return answer
    filled = FilledForm.objects.visible_to(request.user).filter(**about)
    context |= {
        "row": row, "pupil": row.pupil, "form": form, "forms": ready, "cancel_url": back,
        "unchecked": [each for each in rows if not each.checked_at],
        "filled": filled.select_related("form", "document", "filled_by"),
        "forms_url": f"/{row.school.slug}/ehc/forms/",
    }  # fmt: skip
    return render(request, "ehcp/authority_forms/fill.html", context)


def nothing_for(names) -> str:
    """The first few by name: an empty review would name all."""
    more = len(names) - MOST_NAMED
    named = ", ".join(names[:MOST_NAMED]) + (f", and {more} more" if more > 0 else "")
    return NOTHING.format(named)


def word(data: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=services.WORD)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
