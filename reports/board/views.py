"""The governors' report: the list, one edition, its words, and the steps until it is published."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import may, needs, require
from accounts.permissions import Permission as P
from audit.reads import reads
from reports.board import asking, files, printing, services, showing, states
from reports.board.forms import VersionForm, WordsForm
from reports.board.models import BoardEdition
from schools.access import record_or_404, school_by_id, school_or_404
from schools.models import Term
from schools.wording import day
from sendcase import moment
from sendcase.drafts.sending import send
from sendcase.edits import IllegalMove, Stale
from sendcase.pdf import PdfFailed

CHANGED = "Somebody changed this report since you opened it. Read it again, then decide."
DRAFT = "Draft of {day}, not published. Words and figures may still change."
WORKS = (P.BOARD_REPORT_EDIT, P.BOARD_REPORT_CONFIRM)


@needs(P.BOARD_REPORT_READ)
@require_GET
def editions(request, school):
    school = school_or_404(request, school, P.BOARD_REPORT_READ)
    context = showing.listed(request.user, school)
    context["may_begin"] = may(request.user, P.BOARD_REPORT_EDIT, school.pk)
    return render(request, "reports/board/list.html", context)


@needs(P.BOARD_REPORT_READ)
@require_GET
def questions(request, school):
    school = school_or_404(request, school, P.BOARD_REPORT_READ)
    return render(request, "reports/board/questions.html", {"parts": asking.PARTS})


@needs(P.BOARD_REPORT_READ)
@require_GET
def due(request, pk):
    """From the line on Today, which knows the term, to the school's reports."""
    terms = Term.objects.filter(pk=pk).values_list("school_id", flat=True)
    school = school_by_id(request.user, terms.first())
    school_or_404(request, school.slug, P.BOARD_REPORT_READ)
    return redirect("board:list", school.slug)


@needs(P.BOARD_REPORT_EDIT)
@require_POST
def begin(request, school):
    school = school_or_404(request, school, P.BOARD_REPORT_READ)
    require(request.user, P.BOARD_REPORT_EDIT, school_id=school.pk)
    try:
        return redirect(services.begin(school=school, by=request.user))
    except IllegalMove as why:
        messages.info(request, str(why))
        return redirect("board:list", school.slug)


@needs(P.BOARD_REPORT_READ)
@require_GET
@reads("read")
def page(request, pk):
    row = edition_or_404(request, pk)
    return render(request, "reports/board/page.html", showing.page(request.user, row))


def edition_or_404(request, pk, permission=None) -> BoardEdition:
    """404 out of sight, 403 where it may be read and not changed."""
    rows = BoardEdition.objects.visible_to(request.user)
    rows = rows.select_related("school__policy", "issued", "written_by", "confirmed_by")
    rows = rows.defer("cells")  # who stood where is on no page
    row = record_or_404(request, rows, pk)
    if permission is not None:
        require(request.user, permission, school_id=row.school_id)
    return row


@needs(P.BOARD_REPORT_EDIT)
@require_http_methods(["GET", "POST"])
@reads("read")
def words(request, pk):
    row = edition_or_404(request, pk, P.BOARD_REPORT_EDIT)
    if not states.may(row, "write"):
        messages.info(request, states.PUBLISHED)
        return redirect(row)
    form = WordsForm(
        request.POST or None, row=row, has_earlier=showing.has_earlier(row),
        kept_by=request.user, kept_as="board-report", kept_key=f"board-{row.pk}",
    )  # fmt: skip

    def save():
        version = form.cleaned_data["version"]
        return services.write(edition=row, version=version, by=request.user, **form.words)

    done = "Saved. Somebody else confirms it, then it can be published."
    if answer := send(request, form, save, cancel_url=row.get_absolute_url(), done=done):
        return answer
    return render(request, "reports/board/words.html", {"row": row, "form": form})


def press(request, row, service, done):
    """One button: do it to the version the person was looking at, and say what happened."""
    form = VersionForm(request.POST)
    try:
        if not form.is_valid():
            raise Stale(row)
        service(edition=row, by=request.user, version=form.cleaned_data["version"])
    except Stale:
        messages.warning(request, CHANGED)
    except (IllegalMove, PdfFailed) as why:
        messages.warning(request, str(why))
    else:
        messages.success(request, done)
    return redirect(row)


@needs(P.BOARD_REPORT_CONFIRM)
@require_POST
def confirm(request, pk):
    row = edition_or_404(request, pk, P.BOARD_REPORT_CONFIRM)
    return press(request, row, services.confirm, "Confirmed. Now it can be published.")


@needs(P.BOARD_REPORT_CONFIRM)
@require_POST
def take_back(request, pk):
    row = edition_or_404(request, pk, P.BOARD_REPORT_CONFIRM)
    return press(request, row, services.take_back, "Taken back. It is being written again.")


@needs(P.BOARD_REPORT_READ)
@require_http_methods(["GET", "POST"])
@reads("read")
def publish(request, pk):
    """A page that says what will happen; it happens on the button. Whoever wrote it may, or
    whoever confirmed it.
    """
    row = edition_or_404(request, pk)
    if not any(may(request.user, permission, row.school_id) for permission in WORKS):
        raise PermissionDenied(P.BOARD_REPORT_EDIT)
    if request.method == "POST":
        return press(request, row, services.publish, "Published. Governors can read it now.")
    if not states.may(row, "publish"):
        messages.info(request, states.WHY_NOT[row.state])
        return redirect(row)
    return render(request, "reports/board/publish.html", {"row": row})


@needs(P.BOARD_REPORT_EDIT)
@require_GET
@reads("printed")
def draft(request, pk):
    """The paper as it would be published now, for who writes it. Nothing is kept."""
    row = edition_or_404(request, pk, P.BOARD_REPORT_EDIT)
    if row.state == BoardEdition.State.PUBLISHED:
        return redirect("board:pdf", row.pk)
    try:
        pdf = printing.pdf(showing.said(row), DRAFT.format(day=day(moment.today())))
    except PdfFailed as why:
        messages.warning(request, str(why))
        return redirect(row)
    return files.draft(pdf)


@needs(P.BOARD_REPORT_READ)
@require_GET
@reads("downloaded")
def paper(request, pk):
    row = edition_or_404(request, pk)
    if row.state != BoardEdition.State.PUBLISHED:
        raise Http404
    return files.response(row.issued)
