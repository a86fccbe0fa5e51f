"""A wording tried on a child, on the page or as the PDF: writes nothing but who looked."""

from django.contrib import messages
from django.http import HttpResponse

from accounts.permissions import Permission
from letters.forms import WordingForm
from letters.merge import PARTS
from letters.models import LetterTemplate
from letters.wordings import invented, records, trying
from letters.wordings.forms import TryForm
from pupils import documents, search
from pupils.access import require_about
from pupils.models import Pupil
from sendcase.pdf import PdfFailed

MOST_FOUND = 8


def try_form(request, school) -> TryForm:
    """The boxes; filled in where one of the two buttons was pressed."""

    def fitting(words):
        rows = Pupil.objects.visible_to(request.user).filter(school=school).on_roll()
        rows = search.found(rows, words, school=school, with_upn=False)
        return rows.order_by("sort_key", "pk").select_related("class_group")[:MOST_FOUND]

    return TryForm(request.POST if asked(request) else None, pupils=fitting)


def asked(request) -> bool:
    return "preview" in request.POST or "preview_pdf" in request.POST


def looked_for(request) -> dict | None:
    """For the audit log: the name somebody typed to find a child; None where none was."""
    typed = request.POST.get("find", "")[:100] if asked(request) else ""
    return {"find": typed} if typed else None


def tried(request, form: WordingForm, boxes: TryForm) -> HttpResponse | dict:
    """The PDF, or what the page shows besides: preview, where there is one."""
    if not (form.is_valid() and boxes.is_valid()):
        return {}
    template = unsaved(form)
    try:
        made, known = contents(request, template, boxes.cleaned_data)
        if "preview_pdf" in request.POST:
            return as_pdf(trying.pdf(made, template.school))
    except trying.NobodyToWriteTo as nobody:
        boxes.add_error("find", str(nobody))
        return {}
    except PdfFailed as failed:
        messages.error(request, f"The PDF could not be made. {failed}")
    return {"preview": {
        "letters": [trying.shown(content) for content in made],
        "reading": trying.remarks(template),
        "child": boxes.cleaned_data.get("chosen"), "known": known,
    }}  # fmt: skip


def contents(request, template, given) -> tuple[list[dict], dict[str, str]]:
    """The letters, and which of their facts the records say."""
    known: dict[str, str] = {}
    child = given.get("chosen")
    if child is None:
        key = given["with_whom"]
        child, examples = invented.pupil(template.school, key), key == invented.EVERYTHING
    else:
        require_about(request.user, Permission.CONTACT_VIEW, child)
        require_about(request.user, Permission.PLAN_VIEW, child)
        child.school = template.school  # with its policy
        request.record, examples = child, False
        known = records.facts_of(template.purpose, child)
    made = trying.contents(template, child, large=given["large"], examples=examples, known=known)
    return made, known


def unsaved(form) -> LetterTemplate:
    """A row of its own with the typed words: the one in force is not touched."""
    row = form.instance
    texts = {part: form.cleaned_data[part] for part in PARTS}
    return LetterTemplate(
        school=row.school, purpose=row.purpose, for_young_person=row.for_young_person,
        language=row.language, **texts,
    )  # fmt: skip


def as_pdf(data: bytes) -> HttpResponse:
    response = HttpResponse(data, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="preview.pdf"'
    response.headers["Content-Security-Policy"] = documents.SANDBOX
    return response
