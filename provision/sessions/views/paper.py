"""A week's tick sheet as PDF: one's own, or for the SENCO anybody's."""

from datetime import timedelta

from django.db.models import Exists, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.access import needs, roles_at
from accounts.models import User
from accounts.permissions import Permission as P
from accounts.permissions import Role
from audit.reads import reads
from provision.sessions import printing, reach
from provision.sessions.forms import LONGEST, staff_of
from provision.sessions.showing import ORDER, in_order
from provision.sessions.views import finding
from schools.access import school_or_404
from sendcase.pdf import PdfFailed

# Our own PDF: no script, nothing loaded, never framed.
PAPER_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


@needs(P.SESSION_LOG)
@require_GET
@reads("printed", detail=lambda request: request.GET.dict())
def week(request, slug):
    """?on= any day of the week; ?of= the number of the adult."""
    school = school_or_404(request, slug, P.SESSION_LOG)
    day = finding.day_asked(request)
    monday = day - timedelta(days=day.weekday())
    adult, sessions = whose(request, school)
    rows = in_order(sessions.filter(on__range=(monday, monday + timedelta(days=6))))
    try:
        data = printing.pdf(
            school=school, adult=adult, monday=monday, sessions=rows.order_by(*ORDER)
        )
    except PdfFailed:
        return render(request, "sessions/no_paper.html", status=503)
    response = HttpResponse(data, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="sessions-{monday}.pdf"'
    response.headers["Content-Security-Policy"] = PAPER_POLICY
    return response


def whose(request, school):
    """(adult, their sessions that this person may see). 404 for another's without being SENCO."""
    asked = request.GET.get("of", "")
    if asked in ("", str(request.user.pk)):
        return request.user, reach.mine(request.user, school)
    fits = asked.isascii() and asked.isdigit() and len(asked) <= LONGEST
    is_senco = Role.SENCO in roles_at(request.user, school.pk)
    if not (fits and is_senco and int(asked) in staff_of(school.pk)):
        raise Http404
    adult = get_object_or_404(User, pk=int(asked))
    theirs = Q(cover_by=adult) | Exists(reach.ran_by(adult))
    return adult, reach.to_log(request.user).filter(theirs, school=school)
