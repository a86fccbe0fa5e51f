"""The page of reports: what a person may open, one sentence each."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import needs
from accounts.permissions import Permission as P
from reports.entries import open_to
from reports.public.showing import for_everybody
from schools.access import school_or_404


@needs(P.REPORTS_OPEN)
@require_GET
def index(request, school):
    school = school_or_404(request, school, P.REPORTS_OPEN)
    context = {"entries": open_to(request.user, school), "published": for_everybody(school)}
    return render(request, "reports/index.html", context)
