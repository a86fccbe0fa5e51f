"""Who is joining or leaving as a file: the columns this person sees, every page of the year."""

from accounts.permissions import Permission as P
from iep.moves import listing
from pupils.querysets import pupil_scope
from schools.sheets import answer, list_file, named, school_to_take
from sendcase.sheets import Sheet

JOINING = ["Pupil", "Born", "First day", "From", "Who to call"]
LEAVING = ["Pupil", "Class", "Last day", "To"]
OF_NEEDS = ["Stage", "Tasks"]


@list_file
def move_sheet(request, slug, kind):
    school = school_to_take(request, slug, P.MOVE_LIST)
    what = listing.asked(request, school)
    pupils = listing.asked_for(request.user, school, what)
    pupils = pupils.filter(pupil_scope(request.user, P.LIST_EXPORT)).order_by(*listing.ORDER)
    return answer(
        request, kind, pupils, lambda found: sheet_of(found, school, what),
        f"/{school.slug}/moves/",
    )  # fmt: skip


def sheet_of(pupils, school, what) -> Sheet:
    is_joining = what.direction == listing.Direction.JOINING
    cells = joining if is_joining else leaving
    lines = zip(pupils, listing.rows_of(pupils, school, what), strict=True)
    rows = [[*cells(pupil, row), *of_needs(row, what)] for pupil, row in lines]
    headings = (JOINING if is_joining else LEAVING) + (OF_NEEDS if what.sees_needs else [])
    name = named(school, f"{what.direction}-{what.year}")
    return Sheet(name, listing.WORDS[what.direction], headings, rows)


def joining(pupil, row) -> list:
    return [row["pupil"], pupil.born_on, pupil.admitted_on or row["day"], row["setting"],
            row["call"]]  # fmt: skip


def leaving(pupil, row) -> list:
    return [row["pupil"], row["class"] or row["year"], pupil.left_on or row["day"], row["setting"]]


def of_needs(row, what) -> list[str]:
    return [row["stage"], row["status"]] if what.sees_needs else []
