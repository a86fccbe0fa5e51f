"""Teaching groups as a file, and the children of one."""

from accounts.access import require
from accounts.permissions import Permission as P
from pupils.groups.views import group_or_404, groups_of, pupils_of, row_of
from pupils.querysets import pupil_scope
from schools.sheets import answer, list_file, named, school_to_take
from sendcase.sheets import Sheet

GROUPS = ["Group", "Subject", "Year", "Taught by", "Pupils"]
PUPILS = ["Name", "Class"]


@list_file
def group_sheet(request, slug, kind):
    school = school_to_take(request, slug, P.ROLL_VIEW)
    groups = groups_of(request.user, school).order_by("sort_key", "pk")
    back = f"/{school.slug}/groups/"
    return answer(request, kind, groups, lambda found: sheet_of(found, school), back)


def sheet_of(groups, school) -> Sheet:
    rows = [
        [group.name, group.subject, row["year"], row["staff"] or "Nobody", str(group.size)]
        for group, row in ((group, row_of(group)) for group in groups)
    ]
    name = named(school, "groups")
    return Sheet(name, "Teaching groups", GROUPS, rows)


@list_file
def pupil_sheet(request, pk, kind):
    group = group_or_404(request, pk, P.ROLL_VIEW)
    require(request.user, P.LIST_EXPORT, school_id=group.school_id)
    pupils = pupils_of(request.user, group).filter(pupil_scope(request.user, P.LIST_EXPORT))
    pupils = pupils.select_related("class_group").order_by("sort_key", "pk")
    back = f"/groups/{pk}/"
    return answer(request, kind, pupils, lambda found: pupils_in(found, group), back)


def pupils_in(pupils, group) -> Sheet:
    rows = [[each.name, each.class_group.name if each.class_group else ""] for each in pupils]
    name = named(group.school, f"group-{group.pk}")
    return Sheet(name, f"Group: {group.name}", PUPILS, rows)
