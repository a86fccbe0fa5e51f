"""The list of letters as a file: what the list shows of the filter, every page of it."""

from accounts.permissions import Permission as P
from letters.listing import Filters, row_of
from letters.models import Letter
from pupils.querysets import pupil_scope
from schools.sheets import answer, list_file, named, school_to_take
from sendcase.sheets import Sheet

HEADINGS = ["Child", "About", "To", "State", "When"]
SHOWN = ("pupil", "title", "to", "state", "when")


@list_file
def letter_sheet(request, school, kind):
    school = school_to_take(request, school, P.LETTER_PRINT)
    letters = Letter.objects.visible_to(request.user).filter(school=school).for_list()
    letters = letters.filter(pupil_scope(request.user, P.LIST_EXPORT, "pupil__"))
    rows = Filters(request.GET).narrow(letters).order_by("-pk")
    return answer(
        request, kind, rows, lambda found: sheet_of(found, school), f"/{school.slug}/letters/",
        "to one class or kind of letter",
    )  # fmt: skip


def sheet_of(letters, school) -> Sheet:
    rows = [[row[key] for key in SHOWN] for row in map(row_of, letters)]
    name = named(school, "letters")
    return Sheet(name, "Letters home", HEADINGS, rows)
