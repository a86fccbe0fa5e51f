"""Samples: the list, drawing one, preparing it line by line, and what governors read."""

from types import SimpleNamespace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import may, needs, require
from accounts.permissions import Permission as P
from audit.reads import reads
from reports.sampler import printing, services, showing, states
from reports.sampler.doubts import doubts
from reports.sampler.forms import DrawForm, LinesForm, OpenForm
from reports.sampler.models import Sample, SampleItem, VisitNote
from schools.access import record_or_404, school_or_404
from sendcase.drafts.sending import send
from sendcase.pdf import PdfFailed


@needs(P.SAMPLE_READ)
@require_GET
def samples(request, school):
    school = school_or_404(request, school, P.SAMPLE_READ)
    rows = Sample.objects.visible_to(request.user).filter(school=school)
    notes = VisitNote.objects.visible_to(request.user).filter(school=school)
    context = {
        "rows": [showing.row_of(row) for row in rows],
        "notes": showing.notes_of(notes),
        "may_draw": may(request.user, P.SAMPLE_DRAW, school.pk),
    }
    return render(request, "reports/sampler/list.html", context)


@needs(P.SAMPLE_DRAW)
@require_http_methods(["GET", "POST"])
def draw(request, school):
    school = school_or_404(request, school, P.SAMPLE_DRAW)
    kept = {"kept_by": request.user, "kept_as": "sample-draw", "kept_key": f"school-{school.pk}"}
    form = DrawForm(request.POST or None, **kept)

    def save():
        return services.draw(school=school, by=request.user, **form.answers).get_absolute_url()

    back = f"/{school.slug}/samples/"
    done = "Drawn. Nothing of it can be read by governors yet."
    if answer := send(request, form, save, cancel_url=back, done=done):
        return answer
    return render(request, "reports/sampler/draw.html", {"form": form, "back": back})


def sample_or_404(request, pk, permission):
    """403 to a governor who reads what was released, and no more."""
    rows = Sample.objects.visible_to(request.user).select_related("school", "released_by")
    row = record_or_404(request, rows, pk)
    require(request.user, permission, school_id=row.school_id)
    return row


@needs(P.SAMPLE_DRAW)
@require_GET
@reads("listed")
def page(request, pk):
    row = sample_or_404(request, pk, P.SAMPLE_DRAW)
    user, school_id = request.user, row.school_id
    items = showing.to_prepare(row)
    context = {
        "sample": row, "shown": showing.row_of(row), "how": showing.how_drawn(row),
        "items": items, "waiting": showing.waiting(items), "looks": showing.looks(row),
        "notes": showing.notes_of(row.notes), "is_head": may(user, P.SAMPLE_RELEASE, school_id),
        "may_release": services.may_release(user, row),
        "can_open": states.can(row, "open to governors"),
        "can_take_back": states.can(row, "take back"), "is_open": row.state == "released",
    }  # fmt: skip
    return render(request, "reports/sampler/page.html", context)


@needs(P.SAMPLE_RELEASE)
@require_http_methods(["GET", "POST"])
def open_it(request, pk):
    row = sample_or_404(request, pk, P.SAMPLE_RELEASE)
    if not services.may_release(request.user, row):
        raise PermissionDenied(P.SAMPLE_RELEASE)
    kept = {"kept_by": request.user, "kept_as": "sample-open", "kept_key": f"sample-{pk}"}
    form = OpenForm(request.POST or None, row=row, **kept)

    def save():
        said = form.cleaned_data
        services.open_to_governors(
            sample=row, until=said["until"], by=request.user, version=said["version"]
        )

    back = row.get_absolute_url()
    if answer := send(request, form, save, cancel_url=back, done="Governors may read it now."):
        return answer
    plans = showing.to_read(row)
    context = {"form": form, "sample": row, "back": back, "plans": plans,
               "doubtful": showing.still_doubtful(plans)}  # fmt: skip
    return render(request, "reports/sampler/open.html", context)


@needs(P.SAMPLE_DRAW)
@require_POST
def take_back(request, pk):
    row = sample_or_404(request, pk, P.SAMPLE_DRAW)
    services.take_back(sample=row, by=request.user)
    messages.success(request, "Taken back. Governors cannot read it any more.")
    return redirect(row)


@needs(P.SAMPLE_DRAW)
@require_http_methods(["GET", "POST"])
@reads()
def item(request, pk):
    rows = SampleItem.objects.visible_to(request.user)
    joined = ("school", "sample", "pupil__class_group", "plan_version__plan")
    row = record_or_404(request, rows.select_related(*joined), pk)
    may_release = services.may_release(request.user, row.sample)
    if request.method == "POST" and not may_release:
        raise PermissionDenied(P.SAMPLE_RELEASE)
    kept = {"kept_by": request.user, "kept_as": "sample-lines", "kept_key": f"item-{pk}"}
    form = LinesForm(request.POST or None, item=row, **kept)
    back = row.sample.get_absolute_url()

    def save():
        services.release(
            item=row, texts=form.texts, by=request.user, version=form.cleaned_data["version"]
        )
        return showing.next_to_look_at(row)

    done = _done(row, form)
    if answer := send(request, form, save, cancel_url=back, done=done, liken=_as_form):
        return answer
    lines = showing.lines_to_decide(row, form)
    context = {
        "item": row, "sample": row.sample, "form": form, "back": back,
        "lines": lines, "doubtful": [line for line in lines if line["out"]],
        "may_release": may_release and states.can(row.sample, "release a plan"),
    }  # fmt: skip
    return render(request, "reports/sampler/item.html", context)


def _done(row, form) -> str:
    said = len(form.texts) if form.is_bound and form.is_valid() else 0
    of = len(row.cleaned)
    if not said:
        return f"Plan {row.position}: all of it is held back."
    return f"Plan {row.position}: {said} of {of} {'line is' if of == 1 else 'lines are'} released."


def _as_form(current):
    """What is saved now, under the names of the form's fields."""
    said = {"version": current.version}
    for place, line in enumerate(current.cleaned):
        said[f"release_{place}"] = line["key"] in current.decided
        said[f"text_{place}"] = current.decided.get(line["key"], line["text"])
        said |= {f"out_{place}_{number}": False for number in range(len(doubts(line["text"])))}
    return SimpleNamespace(**said)


def open_or_404(request, pk):
    """A sample that governors may read today, also for head and SENCO."""
    row = sample_or_404(request, pk, P.SAMPLE_READ)
    if row.state != Sample.State.RELEASED:
        raise Http404
    return row


@needs(P.SAMPLE_READ)
@require_GET
@reads()
def read(request, pk):
    row = open_or_404(request, pk)
    context = {
        "sample": row, "shown": showing.row_of(row), "how": showing.how_drawn(row),
        "plans": showing.to_read(row), "notes": showing.notes_of(row.notes),
        "may_note": may(request.user, P.SAMPLE_NOTE, row.school_id),
        "may_draw": may(request.user, P.SAMPLE_DRAW, row.school_id),
    }  # fmt: skip
    return render(request, "reports/sampler/read.html", context)


@needs(P.SAMPLE_READ)
@require_GET
@reads("printed")
def printed(request, pk):
    row = open_or_404(request, pk)
    back = reverse("sampler:read", args=[pk])
    return paper(request, printing.sample_pdf, row, f"sample-{pk}", back)


def paper(request, make, row, name, back):
    """The PDF, or a page that says it could not be made."""
    try:
        data = make(row)
    except PdfFailed:
        return render(request, "reports/sampler/no_paper.html", {"back": back}, status=503)
    response = HttpResponse(data, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
