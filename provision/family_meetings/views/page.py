"""One meeting: all of it, for those who work with the child; and its paper."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from provision.family_meetings import printing, showing, states
from provision.family_meetings.models import ParentMeeting
from provision.family_meetings.views.booking import shown
from provision.family_meetings.views.finding import meeting_or_404
from pupils.access import may_about
from pupils.wording import day_text
from sendcase import moment
from sendcase.pdf import PdfFailed

HELD = ParentMeeting.State.HELD


@needs(P.PARENT_MEETING_VIEW)
@require_GET
@reads()
def page(request, pk):
    row = meeting_or_404(request, pk)
    edits = may_about(request.user, P.PARENT_MEETING_EDIT, row.pupil)
    recorded = row.recorded_at and row.recorded_at.astimezone(moment.LONDON).date()
    context = {
        "meeting": row, "pupil": row.pupil, **shown(request.user, row),
        "is_held": row.state == HELD, "said": showing.said(row),
        "actions": showing.actions(row), "notes": showing.notes(row),
        "recorded": f"{row.recorded_by.name}, {day_text(recorded)}" if recorded else "",
        "may_record": edits and states.can(row, "record"),
        "may_note": may_about(request.user, P.PARENT_MEETING_NOTE, row.pupil),
    }  # fmt: skip
    return render(request, "parent_meetings/page.html", context)


@needs(P.PARENT_MEETING_VIEW)
@require_GET
@reads("printed")
def printed(request, pk):
    row = meeting_or_404(request, pk)
    if row.state != HELD:
        raise Http404
    try:
        data = printing.meeting_pdf(row)
    except PdfFailed:
        context = {"meeting": row, "pupil": row.pupil}
        return render(request, "parent_meetings/no_paper.html", context, status=503)
    response = HttpResponse(data, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="meeting-{row.pk}.pdf"'
    return response
