"""What stands on every letter of the school, and which languages its families read."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import needs
from accounts.permissions import Permission
from audit.reads import reads
from letters.wordings import families, letterhead
from schools.access import school_or_404


@needs(Permission.TEMPLATE_EDIT)
@require_GET
@reads("listed")
def looks(request, school):
    school = school_or_404(request, school, Permission.TEMPLATE_EDIT)
    context = {
        "sections": letterhead.sections(school),
        "languages": families.languages(request.user, school),
        "unknown": families.unknown(request.user, school),
    }
    return render(request, "letters/looks.html", context)
