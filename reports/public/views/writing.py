"""One section a page, and one line of the budget a page."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import needs, require
from accounts.permissions import Permission as P
from reports.public import content, names, reading, services, states, suggestions, wants
from reports.public.forms import LineForm, SectionForm
from reports.public.models import BudgetLine
from reports.public.views.finding import document_or_404, kept, part_or_404
from schools.access import record_or_404
from sendcase.drafts.sending import send
from sendcase.edits import IllegalMove


@needs(P.PUBLIC_DOC_EDIT)
@require_http_methods(["GET", "POST"])
def section(request, pk, key):
    document = document_or_404(request, pk, P.PUBLIC_DOC_EDIT)
    part = part_or_404(document, key)
    if not states.can(document, "write"):
        return refused(request, document)
    row = reading.section_of(document, key)
    beside = suggestions.suggest(part, document.school)
    data = request.POST or None
    if data and "take" in data:
        data = taken(data, beside)
    form = SectionForm(data, part=part, row=row, **kept(request, f"section-{key}", document))

    def save():
        version = form.cleaned_data["version"]
        services.save_section(
            document=document, key=key, by=request.user, version=version, **form.answers
        )
        return after(document, part, form)

    if "take" not in request.POST:
        back = document.get_absolute_url()
        if answer := send(request, form, save, cancel_url=back, done=f"Saved: {part.words}."):
            return answer
    return render(request, "reports/public/section.html", shown(document, part, row, form, beside))


def refused(request, document):
    try:
        states.check(document, "write")
    except IllegalMove as why:
        messages.error(request, str(why))
    return redirect(document)


def taken(data, beside: str):
    """What was typed, with the suggestion below it. Nothing is saved by that."""
    data = data.copy()
    typed = data.get("words", "").rstrip()
    data["words"] = f"{typed}\n\n{beside}" if typed else beside
    return data


def after(document, part, form) -> str:
    """Where saving leads: the next section, or the list."""
    parts = document.about.sections
    place = parts.index(part) + 1
    if form.goes_on and place < len(parts):
        return reverse("public:section", args=[document.pk, parts[place].key])
    return document.get_absolute_url()


def shown(document, part, row, form, beside) -> dict:
    parts = document.about.sections
    is_budget = part.kind == "budget"
    lines = reading.lines_of(document) if is_budget else []
    look = wants.looks(document, {part.key: row}, lines)[parts.index(part)]
    return {
        "document": document, "part": part, "row": row, "form": form,
        "suggestion": beside, "suggested": content.blocks(beside),
        "look": look, "marks": look.state in (wants.CARRIED, wants.OLD),
        "named": names.names_in(f"{row.name}\n{row.words}", document.school),
        "place": parts.index(part) + 1, "of": len(parts), "is_budget": is_budget,
        "lines": [
            {"row": line, "year": content.year_words(line.year),
             "pounds": content.round_pounds(line.pence)} for line in lines
        ],
        "table": content.table([
            {"activity": line.activity, "year": line.year, "pence": line.pence} for line in lines
        ]),
    }  # fmt: skip


@needs(P.PUBLIC_DOC_EDIT)
@require_http_methods(["GET", "POST"])
def new_line(request, pk):
    document = document_or_404(request, pk, P.PUBLIC_DOC_EDIT)
    has_budget(document)
    if not states.can(document, "write"):
        return refused(request, document)
    form = LineForm(request.POST or None, **kept(request, "budget-line", document))

    def save():
        services.new_line(document=document, by=request.user, **form.answers)

    return line_page(request, document, form, save, "Add a cost")


def has_budget(document) -> None:
    if not any(part.kind == "budget" for part in document.about.sections):
        raise Http404


def line_page(request, document, form, save, heading, row=None):
    back = reverse("public:section", args=[document.pk, "budget"])
    liken = form.liken if row else None
    if answer := send(request, form, save, cancel_url=back, done="Saved.", liken=liken):
        return answer
    context = {"document": document, "form": form, "heading": heading, "back": back, "row": row}
    return render(request, "reports/public/line.html", context)


@needs(P.PUBLIC_DOC_EDIT)
@require_http_methods(["GET", "POST"])
def change_line(request, pk):
    row = line_or_404(request, pk)
    if not states.can(row.document, "write"):
        return refused(request, row.document)
    form = LineForm(
        request.POST or None, row=row, kept_by=request.user, kept_as="budget-line",
        kept_key=f"line-{row.pk}",
    )  # fmt: skip

    def save():
        version = form.cleaned_data["version"]
        services.change_line(line=row, version=version, by=request.user, **form.answers)

    return line_page(request, row.document, form, save, f"Change: {row.activity}", row)


def line_or_404(request, pk) -> BudgetLine:
    rows = BudgetLine.objects.visible_to(request.user).select_related("school", "document")
    row = record_or_404(request, rows, pk)
    require(request.user, P.PUBLIC_DOC_EDIT, school_id=row.school_id)
    return row


@needs(P.PUBLIC_DOC_EDIT)
@require_POST
def remove_line(request, pk):
    row = line_or_404(request, pk)
    try:
        services.remove_line(line=row, by=request.user)
    except IllegalMove as why:
        messages.error(request, str(why))
    else:
        messages.success(request, f"Taken out: {row.activity}.")
    return redirect("public:section", row.document_id, "budget")
