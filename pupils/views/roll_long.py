"""A long list at work: how far it is, looking again. And who comes and goes, as a file."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from accounts.access import needs
from accounts.permissions import Permission
from accounts.reauth import confirm_password
from audit.reads import reads
from pupils.roll import large, reading, services, who
from pupils.roll.kinds import KINDS
from pupils.views.roll import found_upload, url
from schools.sheets import leaves, left
from sendcase.jobs import services as jobs
from sendcase.jobs.models import Job


@needs(Permission.ROLL_EDIT)
@require_GET
def progress(request, school, pk):
    """Names no child, so it may be asked for every few seconds."""
    upload = found_upload(request, school, pk)
    if not large.is_busy(upload):
        go = HttpResponseClientRedirect if request.htmx else redirect
        return go(url("preview", upload))
    job = large.job_of(upload)
    context = {
        "upload": upload,
        "kind": KINDS[upload.kind],
        "progress": jobs.progress(job),
        "waits": job.state == Job.State.WAITING,
        "writes": upload.write_job_id is not None,
    }
    name = "partials/_progress" if request.htmx else "progress"
    return render(request, f"pupils/roll/{name}.html", context)


@needs(Permission.ROLL_EDIT)
@require_POST
def look_again(request, school, pk):
    upload = found_upload(request, school, pk)
    if upload.pieces and not large.is_busy(upload):
        large.look(upload)
    else:
        messages.info(request, "There is nothing to look at again.")
    return redirect(url("preview", upload))


@needs(Permission.LIST_EXPORT)
@require_GET
@confirm_password
@reads("downloaded", detail=left)
def who_sheet(request, school, pk) -> HttpResponse:
    """Joiners, those who may have left, who is back, who changes class: before and after."""
    upload = found_upload(request, school, pk)
    if upload.imported_at or upload.pieces:
        lines = list(who.kept(upload))
    else:
        try:
            found = services.look(upload)
        except reading.Refused:
            return redirect(url("columns", upload))
        lines = who.of_fates(found.fates) + who.of_missing(getattr(found, "leavers", []))
    return leaves(request, "csv", who.sheet(lines, upload.school))
