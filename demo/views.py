"""How far a demo school is filled: a page of its own, and the piece its banner asks for."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import needs
from accounts.permissions import Permission
from demo import progress
from schools.access import school_or_404


@needs(Permission.SCHOOL_VIEW)
@require_GET
def filling(request, school):
    here = school_or_404(request, school, Permission.SCHOOL_VIEW)
    now = progress.of(here)
    if request.htmx:
        return render(request, "demo/_filling.html", {"filling": now, "is_full": now is None})
    return render(request, "demo/filling.html", {"now": now})
