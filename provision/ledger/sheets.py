"""Promises that slip as a file: those to look at, worst first, then those looked at."""

from accounts.permissions import Permission as P
from provision.ledger.showing import slip_row
from provision.ledger.views import slips_of
from pupils.models import Pupil
from schools.sheets import answer, list_file, named, school_to_take
from sendcase.sheets import Sheet

HEADINGS = ["Pupil", "Class", "What is promised", "How often", "How it stands", "Given",
            "Why not more", "What to do", "Looked at", "By", "On"]  # fmt: skip


@list_file
def slipping_sheet(request, slug, kind):
    school = school_to_take(request, slug, P.PROVISION_VIEW)
    found = slips_of(request.user, school)
    reached = Pupil.objects.visible_to(request.user, P.LIST_EXPORT)
    reached = reached.filter(pk__in={slip.promise.pupil_id for slip in found})
    mine = set(reached.values_list("pk", flat=True))
    rows = [slip for slip in found if slip.promise.pupil_id in mine]
    back = f"/{school.slug}/provision/slipping/"
    return answer(request, kind, rows, lambda found: sheet_of(found, school), back)


def sheet_of(slips, school) -> Sheet:
    rows = [cells(slip, slip_row(slip, may_look=False)) for slip in slips]
    return Sheet(named(school, "slipping"), "Promises that slip", HEADINGS, rows)


def cells(slip, row: dict) -> list:
    look = row["look"] or {"because": "", "by": ""}
    return [row["pupil"], row["class"] or "None", row["what"], row["often"], row["status"],
            row["given"], row["why"], row["to_do"], look["because"], look["by"],
            slip.look.on if slip.look else ""]  # fmt: skip
