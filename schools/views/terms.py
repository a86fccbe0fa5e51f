"""Terms and closures: the page, and adding, changing, removing them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import may, needs, require
from accounts.permissions import Permission as P
from schools import services, wording
from schools.access import record_or_404, school_or_404
from schools.calendar import calendar_of
from schools.forms import SpanForm
from schools.models import Closure, School, Term
from schools.views.tabs import tabs
from sendcase.drafts.sending import send
from sendcase.edits import IllegalMove

# kind in the address → (model, noun, example, add, change, remove)
KINDS = {
    "terms": (Term, "term", "Autumn term 2026", "add_term", "change_term", "remove_term"),
    "closures": (
        Closure, "closure", "October half-term, or training day",
        "add_closure", "change_closure", "remove_closure",
    ),
}  # fmt: skip


@needs(P.ROLL_VIEW)
@require_GET
def terms(request, school):
    school = school_or_404(request, school, P.ROLL_VIEW)
    closures = list(school.closures.all())
    rows = [
        {
            "term": term,
            "days": wording.span(term.starts_on, term.ends_on),
            "closures": [
                {"row": c, "days": wording.span(c.starts_on, c.ends_on)}
                for c in closures
                if term.starts_on <= c.starts_on <= term.ends_on
            ],
        }
        for term in school.terms.all()
    ]
    context = {
        "tabs": tabs(request, "terms"),
        "rows": rows,
        "half_terms": wording.half_terms(calendar_of(school)),
        "may_edit": may(request.user, P.ROLL_EDIT, school.pk),
    }
    return render(request, "schools/terms.html", context)


@needs(P.ROLL_EDIT)
@require_http_methods(["GET", "POST"])
def add(request, school, kind):
    school = school_or_404(request, school, P.ROLL_EDIT)
    _, noun, example, service, _, _ = KINDS[kind]
    form = SpanForm(
        request.POST or None, example=example,
        kept_by=request.user, kept_as=noun, kept_key=f"school-{school.pk}",
    )  # fmt: skip

    def do():
        getattr(services, service)(school=school, by=request.user, **form.answers)

    back = f"/{school.slug}/terms/"
    if answer := send(request, form, do, cancel_url=back, done=f"The {noun} is added."):
        return answer
    context = {"form": form, "back": back, "noun": noun, "row": None}
    return render(request, "schools/span.html", context)


def row_or_404(request, kind, pk):
    """A term or closure of a school the person belongs to; 403 if they do not keep the roll."""
    schools = School.objects.visible_to(request.user)
    rows = KINDS[kind][0].objects.filter(school__in=schools).select_related("school")
    row = record_or_404(request, rows, pk)
    require(request.user, P.ROLL_EDIT, school_id=row.school_id)
    return row


@needs(P.ROLL_EDIT)
@require_http_methods(["GET", "POST"])
def change(request, kind, pk):
    row = row_or_404(request, kind, pk)
    _, noun, example, _, service, _ = KINDS[kind]
    form = SpanForm(
        request.POST or None, row=row, example=example,
        kept_by=request.user, kept_as=noun, kept_key=f"row-{pk}",
    )  # fmt: skip

    def do():
        given = {**form.answers, "version": form.cleaned_data["version"], "by": request.user}
        getattr(services, service)(**{noun: row}, **given)

    back = f"/{row.school.slug}/terms/"
    if answer := send(request, form, do, cancel_url=back, done="Saved."):
        return answer
    context = {"form": form, "back": back, "noun": noun, "row": row}
    return render(request, "schools/span.html", context)


@needs(P.ROLL_EDIT)
@require_POST
def remove(request, kind, pk):
    row = row_or_404(request, kind, pk)
    _, noun, _, _, _, service = KINDS[kind]
    try:
        getattr(services, service)(**{noun: row}, by=request.user)
    except KINDS[kind][0].DoesNotExist as gone:
        raise Http404 from gone
    except IllegalMove as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{row.name} is removed.")
    return redirect(f"/{row.school.slug}/terms/")
