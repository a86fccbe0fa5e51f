"""Interventions, promises that nobody keeps, and the library as files."""

from accounts.permissions import Permission as P
from provision.interventions import listing, unkept
from provision.interventions.views import library
from provision.interventions.views.finding import with_library
from provision.models import Intervention
from pupils.querysets import pupil_scope
from schools.sheets import answer, list_file, named, school_to_take, to_list
from sendcase.sheets import Sheet

INTERVENTIONS = ["Name", "State", "Area of need", "Wave or tier", "Kind of help", "Given by",
                 "First day", "Last day", "When", "Minutes", "Times a week", "Places taken",
                 "Places"]  # fmt: skip
UNKEPT = ["Pupil", "Class", "What is promised", "How much", "Since", "Until"]
PROGRAMMES = ["Name", "Wave or tier", "Area of need", "Kind of help", "How much", "Weeks", "Runs"]


@list_file
def intervention_sheet(request, school, kind):
    """As the list shows it, without the names of children."""
    school = school_to_take(request, school, P.PROVISION_VIEW)
    filters = listing.Filters(request.GET, user=request.user, school=school)
    back = f"/{school.slug}/provision/"
    if not filters.is_valid():
        return to_list(request, back)
    rows = Intervention.objects.visible_to(request.user).filter(school=school)
    found = listing.for_list(filters.narrow(rows)).order_by("sort_key", "pk")
    return answer(request, kind, found, lambda rows: sheet_of(rows, request.user, school), back,
                  "to one class or area of need")  # fmt: skip


def sheet_of(found, user, school) -> Sheet:
    rows = [
        [words["name"], words["state"], words["area"] or "None", words["wave"], words["work"],
         words["given_by"] or "Nobody", row.starts_on, row.ends_on or "Not known",
         words["when"] or "No times yet", str(row.minutes), str(row.times), str(words["taken"]),
         str(row.places)]
        for row, words in zip(found, listing.in_words(found, user, school), strict=True)
    ]  # fmt: skip
    name = named(school, "interventions")
    return Sheet(name, "Interventions", INTERVENTIONS, rows)


@list_file
def unkept_sheet(request, school, kind):
    school = school_to_take(request, school, P.PROVISION_EDIT)
    rows = unkept.rows(request.user, school)
    rows = rows.filter(pupil_scope(request.user, P.LIST_EXPORT, "pupil__")).order_by(*unkept.ORDER)
    back = f"/{school.slug}/provision/unkept/"
    return answer(request, kind, rows, lambda found: unkept_in(found, school), back)


def unkept_in(found, school) -> Sheet:
    rows = [
        [words["pupil"], words["class"] or "None", words["what"], words["amount"], row.from_on,
         row.until_on or "No end set"]
        for row, words in zip(found, unkept.in_words(found), strict=True)
    ]  # fmt: skip
    return Sheet(named(school, "not-given"), "Promised, nobody gives it yet", UNKEPT, rows)


@list_file
def library_sheet(request, school, kind):
    """Names no child."""
    school_to_take(request, school, P.PROVISION_VIEW)
    school = with_library(request, school)
    asked, rows = library.asked_for(request, school)
    back = f"/{school.slug}/provision/library/"
    if asked.errors:
        return to_list(request, back)
    rows = rows.order_by("sort_key", "pk")
    return answer(request, kind, rows, lambda found: programmes_in(found, school), back,
                  "to one area of need")  # fmt: skip


def programmes_in(found, school) -> Sheet:
    rows = [
        [row["name"], row["wave"], row["area"] or "None", row["work"], row["amount"],
         str(row["weeks"]), str(row["runs"])]
        for row in (library.row_of(each, school.policy) for each in found)
    ]  # fmt: skip
    return Sheet(named(school, "library"), "Library of programmes", PROGRAMMES, rows)
