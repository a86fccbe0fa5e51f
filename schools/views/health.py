"""Is the site itself well? For those who would otherwise wonder why no mail comes."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import needs
from accounts.permissions import Permission
from schools.access import school_or_404
from sendcase import vitals

# Counted over every school of the site; this school's own stand on its mail page.
OF_ALL_SCHOOLS = {"mail_unresolved"}


@needs(Permission.MAIL_VIEW)
@require_GET
def health(request, school):
    school_or_404(request, school, Permission.MAIL_VIEW)
    signs = [sign for sign in vitals.signs() if sign.key not in OF_ALL_SCHOOLS]
    context = {"signs": signs, "all_good": all(sign.good for sign in signs)}
    return render(request, "schools/health.html", context)
