"""Who has not read which plan as a file: a line for each person and plan."""

from django.core.exceptions import BadRequest

from accounts.permissions import Permission as P
from iep.models import SupportPlan
from iep.readers import listing
from iep.readers.asking import owing
from pupils.querysets import pupil_scope
from schools.sheets import answer, list_file, named, school_to_take
from sendcase.sheets import Sheet

HEADINGS = {
    "plan": ["Pupil", "Class", "Plan", "Not read by", "Since"],
    "person": ["Person", "Pupil", "Plan", "Since"],
}


@list_file
def reader_sheet(request, slug, kind):
    school = school_to_take(request, slug, P.READER_LIST)
    by = request.GET.get("by", "plan")
    if by not in HEADINGS:
        raise BadRequest("by")
    name = named(school, "not-read")
    return answer(
        request, kind, lines(request.user, school, by),
        lambda found: Sheet(name, "Not read", HEADINGS[by], found),
        f"/{school.slug}/plans/readers/",
    )  # fmt: skip


def lines(user, school, by) -> list[list]:
    """In the order of the page: by child, or by name of the person. Three queries."""
    owed = owing(school)
    plans = SupportPlan.objects.visible_to(user).filter(pk__in={each.plan_id for each in owed})
    plans = plans.filter(pupil_scope(user, P.LIST_EXPORT, "pupil__")).for_list()
    of = {plan.pk: plan for plan in plans}
    names = listing.names_of({each.person_id for each in owed})
    found = [(each, of[each.plan_id], names[each.person_id]["name"])
             for each in owed if each.plan_id in of]  # fmt: skip
    if by == "plan":
        found.sort(key=lambda row: (row[1].pupil.sort_key, row[1].pk, row[0].since, row[2]))
        return [[*of_plan(plan), name, each.since] for each, plan, name in found]
    found.sort(key=lambda row: (row[2], row[0].person_id, row[0].since, row[1].pupil.name))
    return [[name, plan.pupil.name, plan.kind.short_name, each.since] for each, plan, name in found]


def of_plan(plan) -> list[str]:
    line = listing.plan_line(plan)
    return [line["name"], line["class"], line["plan"]]
