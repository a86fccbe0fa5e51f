"""The report and where it went; then one page for each thing that is written down."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from ehcp.reviews import circulation, finding, states
from ehcp.reviews.after import contents, forms, printing, reporting, sending, services, steps
from ehcp.reviews.meeting import content
from ehcp.reviews.meeting.papers_views import paper
from ehcp.reviews.models import AnnualReviewVersion
from letters.services import CannotPrepare
from pupils.access import may_about
from sendcase.drafts.sending import send
from sendcase.edits import IllegalMove
from sendcase.frozen.services import content_of
from sendcase.pdf import PdfFailed

PRINT_FAILED = "The report could not be printed just now. Nothing is lost: try again in a minute."
TOO_LATE = "This cannot be written down now: {}."


def kept(request, key, pk) -> dict:
    return {"kept_by": request.user, "kept_as": f"ehc-after-{key}", "kept_key": f"review-{pk}"}


def not_now(request, row):
    messages.warning(request, TOO_LATE.format(states.PHASE_WORDS[type(row).State(row.state)]))
    return redirect(row)


@needs(P.EHC_VIEW)
@require_http_methods(["GET", "POST"])
@reads()
def report(request, pk):
    """What goes out and what it lacks; the SENCO finishes it."""
    row = finding.readable(request, pk)
    may_edit = may_about(request.user, P.EHC_EDIT, row.pupil)
    if request.method == "POST":
        row = finding.writable(request, pk)
    can_finish = reporting.may_finish(row)
    if not can_finish and not row.versions.exists():
        return not_now(request, row)
    form = forms.FinishForm(request.POST or None, row=row, **kept(request, "report", pk))

    def save():
        try:
            services.report(row=row, by=request.user, version=form.cleaned_data["version"])
        except PdfFailed as failed:
            raise IllegalMove(PRINT_FAILED) from failed
        return steps.sent_url(row)

    done = "The report is finished. Now it goes to everybody invited."
    if answer := send(request, form, save, cancel_url=row.get_absolute_url(), done=done):
        return answer
    value = content.of_review(row)
    context = {
        "row": row, "pupil": row.pupil, "form": form, "value": value,
        "facts": contents.facts(value), "people": contents.people(value),
        "parts": contents.parts(value), "missing": contents.missing(value),
        "versions": row.versions.select_related("document", "made_by"),
        "may_finish": may_edit and can_finish,
        "may_reopen": may_edit and states.can(row, "open the report again"),
    }  # fmt: skip
    return render(request, "ehcp/reviews/after/report.html", context)


@needs(P.EHC_VIEW)
@require_GET
@reads("printed")
def report_paper(request, pk):
    """?version= what went out, else the draft; ?size=large for large print."""
    row = finding.readable(request, pk)
    large = request.GET.get("size") == "large"
    asked = request.GET.get("version", "")
    if not asked:
        value, number = content.of_review(row), row.versions.count() + 1
        return paper(request, row, "report-draft",
                     lambda: printing.pdf(value, number, large=large, is_draft=True))  # fmt: skip
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 6):
        raise Http404
    rows = AnnualReviewVersion.objects.visible_to(request.user).filter(review=row)
    frozen = rows.filter(number=int(asked)).first()
    if frozen is None:
        raise Http404
    make = lambda: printing.pdf(content_of(frozen), frozen.number, large=large)  # noqa: E731
    return paper(request, row, f"report-{frozen.number}", make)


@needs(P.EHC_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def report_sent(request, pk):
    row = finding.writable(request, pk)
    frozen = reporting.newest(row)
    if frozen is None or not states.can(row, "send the report"):
        return not_now(request, row)
    waiting = sending.waiting(row, frozen)
    form = forms.SentForm(request.POST or None, row=row, people=waiting,
                          **kept(request, "sent", pk))  # fmt: skip

    def save():
        services.sent(row=row, by=request.user, on=form.cleaned_data["on"], how=form.how,
                      version=form.cleaned_data["version"])  # fmt: skip

    back = row.get_absolute_url()
    if answer := send(request, form, save, cancel_url=back, done="Written down."):
        return answer
    known = sending.reached(row, frozen)
    context = {
        "row": row, "pupil": row.pupil, "form": form if waiting else None, "frozen": frozen,
        "cancel_url": back,
        "has": [(each, known[each.pk]) for each in sending.readers(row) if each.pk in known],
        "family_waits": any(each.role in circulation.FAMILY for each in waiting),
    }  # fmt: skip
    return render(request, "ehcp/reviews/after/sent.html", context)


@needs(P.EHC_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def letters_home(request, pk):
    row = finding.writable(request, pk)
    if reporting.newest(row) is None or not states.can(row, "send the report"):
        return not_now(request, row)
    form = forms.LettersForm(request.POST or None, row=row, **kept(request, "letters", pk))

    def save():
        try:
            made = services.prepare_letters(row=row, by=request.user, **form.answers)
        except CannotPrepare as why:
            raise IllegalMove(str(why)) from why
        except PdfFailed as failed:
            raise IllegalMove(f"The report could not be made in large print. {failed}") from failed
        return made[0].get_absolute_url() if len(made) == 1 else f"/{row.school.slug}/letters/"

    done = "Prepared, with the report behind it. Check it, then it is approved and sent."
    if answer := send(request, form, save, cancel_url=steps.sent_url(row), done=done):
        return answer
    context = {"row": row, "pupil": row.pupil, "form": form, "heading": "The letter home",
               "lead": "One letter for each home, with the report behind it. A home that asked for "
               "large print gets both in it.", "submit": "Prepare the letters",
               "cancel_url": steps.sent_url(row)}  # fmt: skip
    return render(request, "ehcp/reviews/after/form.html", context)


@needs(P.EHC_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def step(request, pk, key):
    if key not in steps.PAGES:
        raise Http404
    row, this = finding.writable(request, pk), steps.PAGES[key]
    if request.method == "GET" and not states.can(row, this.move):
        return not_now(request, row)
    form = this.form(request.POST or None, row=row, **kept(request, key, pk))

    def save():
        this.save(row=row, by=request.user, version=form.cleaned_data["version"], **form.answers)

    back = row.get_absolute_url()
    if answer := send(request, form, save, cancel_url=back, done=this.done):
        return answer
    context = {"row": row, "pupil": row.pupil, "form": form, "heading": this.title,
               "lead": this.lead, "submit": this.submit, "cancel_url": back,
               "missed": steps.missed_lines(row) if key == "late" else []}  # fmt: skip
    return render(request, "ehcp/reviews/after/form.html", context)
