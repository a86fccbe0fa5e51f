"""The register as a file: what the list shows, of every page, on the day asked for."""

from accounts.permissions import Permission as P
from pupils.querysets import pupil_scope
from pupils.sorting import order_of
from register import listing, sorting
from register.forms import ListFilters
from schools.sheets import answer, list_file, named, school_to_take, to_list
from sendcase.sheets import Sheet

HEADINGS = ["Name", "Class", "Stage", "Census code", "Main need", "Since", "Family told"]


@list_file
def register_sheet(request, school, kind):
    school = school_to_take(request, school, P.REGISTER_VIEW)
    filters = ListFilters(request.GET, register_name=school.policy.register_name)
    back = f"/{school.slug}/register/"
    if not filters.is_valid():
        return to_list(request, back)
    rows = listing.entries(request.user, school, filters)
    rows = rows.filter(pupil_scope(request.user, P.LIST_EXPORT, "pupil__"))
    return answer(
        request, kind, rows.order_by(*order_of(filters.order, sorting.SORTS)),
        lambda found: sheet_of(found, filters, school), back,
    )  # fmt: skip


def sheet_of(found: list[dict], filters, school) -> Sheet:
    rows = [
        [row["name"], row["class"] or "None", row["stage"], row["code"], row["need"] or "Not said",
         raw["from_on"], told(row, raw)]
        for raw, row in zip(found, listing.in_words(found, filters.day), strict=True)
    ]  # fmt: skip
    name = named(school, "register", filters.day)
    return Sheet(name, school.policy.register_name, HEADINGS, rows)


def told(row: dict, raw: dict):
    if row["told"]:
        return raw["family_told_on"]
    return "Not yet" if row["owed"] else "Not needed"
