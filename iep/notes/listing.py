"""Which plans a person may note on, with their targets; which notes of a plan are asked for."""

from django.core.exceptions import BadRequest
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from accounts.permissions import Permission as P
from accounts.permissions import Role
from iep import content
from iep.models import PlanVersion, SupportPlan, Target
from iep.notes.services import NOTABLE
from pupils.querysets import pupil_scope
from schools.models import ClassGroup

ON_A_PAGE = 20  # each with its targets
WHOLE = "whole"
NEWEST = ("-on", "-pk")
TAKEN_OUT = "A target that was taken out"
LONGEST = 18  # digits that every database takes as a number


def number(word) -> int | None:
    """A number from an address; None for none, or for what is no number."""
    word = word or ""
    fits = len(word) <= LONGEST and word.isascii() and word.isdigit()
    return int(word) if fits else None


def notable(user, school):
    """Plans in use that this person may note on. A guest's: those that were shared."""
    plans = SupportPlan.objects.visible_to(user, P.PLAN_NOTE)
    works_here = pupil_scope(user, P.PLAN_NOTE, "pupil__", "includes_plan", without=Role.GUEST)
    plans = plans.filter(works_here | Q(shared_at__isnull=False), school=school)
    followed = SupportPlan.objects.filter(carried_from=OuterRef("pk"))
    plans = plans.filter(~Exists(followed), state__in=NOTABLE)
    return plans.select_related("pupil__class_group", "kind")


def classes_of(plans) -> list[tuple[int, str]]:
    """(number, name) of the classes of these plans' children."""
    groups = ClassGroup.objects.filter(pk__in=plans.values("pupil__class_group"))
    return list(groups.order_by("name").values_list("pk", "name"))


def rows_of(plans, chosen) -> list[dict]:
    """Each plan with links to a new note on each target; as shared last, else as it stands."""
    targets = targets_of(plans)
    return [
        {
            "pupil": plan.pupil.name,
            "class": plan.pupil.class_group.name if plan.pupil.class_group else "",
            "plan": plan.kind.short_name,
            "url": plan.get_absolute_url(),
            "whole_url": add_url(plan, "", back_here(chosen)),
            "targets": [
                {"text": text, "url": add_url(plan, key, back_here(chosen))}
                for key, text in targets[plan.pk]
            ],
        }
        for plan in plans
    ]


def targets_of(plans) -> dict[int, list[tuple[int, str]]]:
    """Plan → (number, words) of the targets its readers see. Two queries."""
    shared = [plan.pk for plan in plans if plan.shared_at]
    newer = PlanVersion.objects.filter(plan=OuterRef("plan"), number__gt=OuterRef("number"))
    found = {plan.pk: [] for plan in plans}
    for version in PlanVersion.objects.filter(~Exists(newer), plan__in=shared):
        rows = content.of_version(version)["targets"]
        found[version.plan_id] = [(row["id"], row["target"]) for row in rows]
    live = Target.objects.filter(plan__in=set(found) - set(shared), removed_at=None)
    for plan, key, text in live.values_list("plan", "pk", "target"):
        found[plan].append((key, text))
    return found


def add_url(plan, target, back) -> str:
    about = f"target={target}&" if number(str(target)) else ""
    return f"{reverse('notes:new', args=[plan.pk])}?{about}back={back}"


def back_here(chosen) -> str:
    return f"mine-{chosen}" if chosen else "mine"


def back_url(plan, back, target) -> str:
    """Where a person goes on after the note: where they came from."""
    if back.startswith("mine"):
        chosen = number(back.removeprefix("mine-"))
        address = reverse("notes:mine", args=[plan.school.slug])
        return f"{address}?class={chosen}" if chosen else address
    if back == "plan":
        return f"{plan.get_absolute_url()}#notes-{target or WHOLE}"
    return reverse("notes:plan", args=[plan.pk])


def labels(value) -> dict[int | None, str]:
    rows = enumerate(value["targets"], start=1)
    return {None: "The plan as a whole", **{row["id"]: f"Target {n}" for n, row in rows}}


def tabs(value, here) -> list[dict]:
    named = {
        "": "All",
        **{str(key or WHOLE): label for key, label in labels(value).items() if key},
        WHOLE: "The whole plan",
    }
    return [
        {"title": title, "url": f"?target={key}" if key else "?", "here": key == here}
        for key, title in named.items()
    ]


def target_named(value, here) -> str:
    """The words of the target that is asked for; empty for none."""
    return next((row["target"] for row in value["targets"] if str(row["id"]) == here), "")


def about(notes, here, value):
    """Notes on the target of the address; all for none. Raises BadRequest for another's."""
    if not here:
        return notes
    if here == WHOLE:
        shown = [row["id"] for row in value["targets"]]
        return notes.filter(Q(target=None) | ~Q(target__in=shown))
    if not target_named(value, here):
        raise BadRequest("target")
    return notes.filter(target=number(here))
