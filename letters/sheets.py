"""The list of letters as a file: what the list shows of the filter, every page of it."""

from django.http import Http404
from django.views.decorators.http import require_GET

from accounts.access import needs
from accounts.permissions import Permission as P
from accounts.reauth import confirm_password
from audit.reads import reads
from letters.listing import Filters, row_of
from letters.models import Letter
from pupils.querysets import pupil_scope
from pupils.views.sheets import answer, asked
from schools.access import school_or_404
from sendcase import moment
from sendcase.sheets import KINDS, Sheet

HEADINGS = ["Child", "About", "To", "State", "When"]
SHOWN = ("pupil", "title", "to", "state", "when")


@needs(P.LIST_EXPORT)
@require_GET
@confirm_password
@reads("downloaded", detail=asked)
def letter_sheet(request, school, kind):
    school = school_or_404(request, school, P.LETTER_PRINT)
    school_or_404(request, school.slug, P.LIST_EXPORT)
    if kind not in KINDS:
        raise Http404
    letters = Letter.objects.visible_to(request.user).filter(school=school).for_list()
    letters = letters.filter(pupil_scope(request.user, P.LIST_EXPORT, "pupil__"))
    rows = Filters(request.GET).narrow(letters).order_by("-pk")
    return answer(
        request, kind, rows, lambda found: sheet_of(found, school), f"/{school.slug}/letters/"
    )


def sheet_of(letters, school) -> Sheet:
    rows = [[row[key] for key in SHOWN] for row in map(row_of, letters)]
    name = f"{school.slug}-letters-{moment.today().isoformat()}"
    return Sheet(name, "Letters home", HEADINGS, rows)
