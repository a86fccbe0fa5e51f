"""Who has not read which plan: by plan, by person. A page of each costs the same at any size."""

from collections import defaultdict

from accounts.models import User
from iep.dates import words
from iep.models import SupportPlan
from iep.readers.asking import owing
from sendcase.pages import keyset


def by_plan(request, school):
    owed = defaultdict(list)
    for each in owing(school):
        owed[each.plan_id].append(each)
    plans = SupportPlan.objects.visible_to(request.user).filter(pk__in=owed).for_list()
    page = keyset(plans, order=("pupil__sort_key", "pk"), request=request)
    names = names_of({each.person_id for plan in page.rows for each in owed[plan.pk]})
    rows = [
        {**plan_line(plan), "owing": lines(owed[plan.pk], lambda each: names[each.person_id])}
        for plan in page.rows
    ]
    return page, rows


def by_person(request, school):
    owed = defaultdict(list)
    for each in owing(school):
        owed[each.person_id].append(each)
    page = keyset(User.objects.filter(pk__in=owed), order=("name", "pk"), request=request)
    numbers = {each.plan_id for person in page.rows for each in owed[person.pk]}
    plans = SupportPlan.objects.visible_to(request.user).filter(pk__in=numbers).for_list()
    named = {plan.pk: plan_line(plan) for plan in plans}
    rows = [
        {"name": person.name, "owing": lines(owed[person.pk], lambda each: named[each.plan_id])}
        for person in page.rows
    ]
    return page, rows


def plan_line(plan) -> dict:
    group = plan.pupil.class_group
    return {
        "name": plan.pupil.name,
        "class": group.name if group else "",
        "plan": plan.kind.short_name,
        "url": plan.get_absolute_url(),
    }


def names_of(numbers) -> dict[int, dict]:
    people = User.objects.filter(pk__in=numbers).values_list("pk", "name")
    return {pk: {"name": name} for pk, name in people}


def lines(owed, about) -> list[dict]:
    """The longest waiting first. about(Owing) → the words of the other side."""
    rows = [{**about(each), "since": each.since} for each in owed]
    rows.sort(key=lambda row: (row["since"], row["name"]))
    return [{**row, "since": words(row["since"])} for row in rows]


WAYS = {"plan": by_plan, "person": by_person}
