"""The batches of a school, one batch, how far its work is, and the paper for the post."""

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET
from django_htmx.http import HttpResponseClientRedirect

from accounts.access import may, needs
from accounts.permissions import Permission as P
from accounts.reauth import confirm_password
from audit.reads import reads
from letters import services as letters
from letters.batches import listing, services, work
from letters.batches.models import Batch, BatchPrint, BatchRow
from letters.listing import title_of
from pupils import documents
from schools.access import record_or_404, school_or_404
from schools.sheets import links
from sendcase.jobs import services as jobs
from sendcase.jobs.models import JobRow
from sendcase.pages import keyset

State = Batch.State


def batch_or_404(request, pk) -> Batch:
    rows = Batch.objects.visible_to(request.user).select_related(
        "school__policy", "made_by", "approved_by", "issued_by"
    )
    return record_or_404(request, rows, pk)


@needs(P.LETTER_PRINT)
@require_GET
def batch_list(request, school):
    """Names no child: a batch is called by what it is about."""
    school = school_or_404(request, school, P.LETTER_PRINT)
    page = keyset(batches_of(request.user, school), order=("-pk",), request=request)
    context = {
        "page": page, "rows": listing.rows_of(page.rows),
        "may_write": may(request.user, P.LETTER_PREPARE, school.pk),
        **links(request, school.pk, f"/{school.slug}/letters/batches/as/"),
    }  # fmt: skip
    return render(request, "letters/batches/list.html", context)


def batches_of(user, school):
    return Batch.objects.visible_to(user).filter(school=school).defer("facts", "chosen")


@needs(P.LETTER_PRINT)
@require_GET
@reads(detail=lambda request: request.GET.dict())
def batch_page(request, pk):
    batch = batch_or_404(request, pk)
    state, rows = rows_asked(request, batch)
    page = keyset(rows, order=("position",), request=request)
    context = {
        "batch": batch, "about": title_of(batch.purpose), "page": page,
        "children": listing.children_of(page.rows), "states": listing.states(state),
        "kind": listing.KINDS[batch.state], "state": state, "counts": listing.counts_of(batch),
        **paper_of(request.user, batch), **going_on(batch), **allowed(request.user, batch),
        **links(request, batch.school_id, f"/batches/{batch.pk}/as/"),
    }  # fmt: skip
    return render(request, "letters/batches/batch.html", context)


def rows_asked(request, batch):
    """(state or "", the children of the batch this address asks for)."""
    state = request.GET.get("state", "")
    state = state if state in BatchRow.State.values else ""
    rows = BatchRow.objects.visible_to(request.user).filter(batch=batch).select_related("pupil")
    return state, rows.filter(state=state) if state else rows


def going_on(batch) -> dict:
    """How far the work is: `job` is None where none goes on."""
    job = work.at_work(batch)
    return {"job": job, "progress": jobs.progress(job) if job else None,
            "words": WORK_WORDS.get(job.kind, "") if job else "",
            "stuck": job is None and work.is_stuck(batch)}  # fmt: skip


WORK_WORDS = {
    work.PREPARE: "The letters are being prepared",
    work.APPROVE: "The letters are being approved",
    work.ISSUE: "The letters are being sent",
    work.WITHDRAW: "The letters are being withdrawn",
    work.PRINT: "The paper for the post is being made",
}


def paper_of(user, batch) -> dict:
    """The newest paper, and what is wrong with it."""
    paper = BatchPrint.objects.visible_to(user).filter(batch=batch).first()
    found = {"paper": paper, "no_paper": "", "uncertain": listing.uncertain_mails(batch)}
    if paper is not None:
        found["envelopes"] = listing.envelopes_of(paper)
        found["has_withdrawn"] = listing.withdrawn_in(paper)
    elif batch.state == State.ISSUED and (job := work.newest(batch, work.PRINT)):
        failed = job.rows.filter(state=JobRow.State.FAILED).first()
        found["no_paper"] = failed.error if failed else ""
    return found


def allowed(user, batch) -> dict:
    """Which moves to offer: those the person may make and the state allows."""
    prepares = may(user, P.LETTER_PREPARE, batch.school_id)
    issues = may(user, P.LETTER_ISSUE, batch.school_id)
    signs = batch.state == State.PREPARED and services.may_approve(user, batch)
    return {
        "may_approve": signs,
        "seen": services.as_seen(batch) if signs else "",
        "may_issue": issues and batch.state == State.APPROVED,
        "may_cancel": issues and batch.state in (State.PREPARING, State.PREPARED, State.APPROVED),
        "may_try": prepares and batch.state == State.PREPARED,
        "may_leave_out": issues and batch.state in (State.PREPARED, State.APPROVED),
        "may_print": batch.state == State.ISSUED,
        "sees_children": may(user, P.LETTER_VIEW, batch.school_id),
        "signer": letters.SIGNERS[batch.signed_by],
        "may_go_on": issues,
    }


@needs(P.LETTER_PRINT)
@require_GET
def progress(request, pk):
    """Names no child, so it may be asked for every few seconds."""
    batch = batch_or_404(request, pk)
    found = going_on(batch)
    if not request.htmx:
        return redirect(batch)
    if found["job"] is None:
        return HttpResponseClientRedirect(batch.get_absolute_url())
    return render(request, "letters/batches/partials/_progress.html", {"batch": batch, **found})


def letters_in(request) -> dict:
    paper = request.record
    return {"letters": [number for each in paper.envelopes for number in each["letters"]]}


@needs(P.LETTER_PRINT)
@require_GET
@confirm_password
@reads("printed", detail=letters_in)
def paper(request, pk):
    """The paper for the post. With a letter in it withdrawn since it is not the office's."""
    rows = BatchPrint.objects.visible_to(request.user).select_related("school", "batch")
    found = record_or_404(request, rows, pk)
    sees = may(request.user, P.LETTER_VIEW, found.school_id)
    if listing.withdrawn_in(found) and not sees:
        messages.info(request, "A letter in this paper was withdrawn. Make the paper again first.")
        return redirect(found.batch)
    answer = FileResponse(
        found.file.open("rb"), as_attachment="download" in request.GET,
        filename=f"letters-{found.batch_id}.pdf", content_type="application/pdf",
    )  # fmt: skip
    answer.headers["Content-Security-Policy"] = documents.SANDBOX
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
