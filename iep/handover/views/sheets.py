"""The overview of classes and their handovers as a file. It names no child."""

from accounts.access import may
from accounts.permissions import Permission as P
from iep.handover import overview
from schools.sheets import answer, list_file, named, school_to_take
from sendcase.sheets import Sheet

HEADINGS = ["Class", "Goes to", "From", "State", "Children"]


@list_file
def overview_sheet(request, slug, kind):
    school = school_to_take(request, slug, P.HANDOVER_LIST)
    year = overview.chosen_year(request, school)
    rows, order, lines = overview.asked_for(request.user, school, year)
    columns = len(HEADINGS) if may(request.user, P.HANDOVER_READ, school.pk) else len(HEADINGS) - 1
    name = named(school, f"handover-{year}")

    def make(found):
        cells = [cells_of(*line)[:columns] for line in lines(found)]
        return Sheet(name, "Handover", HEADINGS[:columns], cells)

    return answer(request, kind, rows.order_by(*order), make, f"/{school.slug}/handover/")


def cells_of(group, handover) -> list:
    row = overview.row(group, handover)
    day = handover.takes_on if handover else ""
    return [row["class"], row["to"], day, row["status"], row["progress"]]
