"""Starting anew: from a starter policy, or from the policy of another school of the same trust.

Only while nobody works by the policy there is: the rooms above say who does (consequences.in_use).
"""

from collections.abc import Callable

from accounts.access import schools_granting
from accounts.permissions import Permission
from schools import presets
from schools.models import Area, PlanKind, Policy, School, Stage
from schools.policy import consequences, snapshot
from schools.policy.services import free_code
from sendcase import moment
from sendcase.edits import IllegalMove


def choices(user, school) -> list[tuple[str, str]]:
    """("preset:…" or "school:…", words). Schools of the trust whose policy this person may read."""
    named = [(f"preset:{key}", f"Starter policy: {title}") for key, title in presets.choices()]
    return named + [(f"school:{row.pk}", f"As {row.name}") for row in others(user, school)]


def others(user, school):
    if school.trust_id is None:
        return School.objects.none()
    readable = schools_granting(user, Permission.POLICY_VIEW)
    of_trust = School.objects.filter(trust=school.trust_id, pk__in=readable)
    return of_trust.exclude(pk=school.pk).exclude(policy=None).order_by("name")


def source(user, school, chosen: str) -> dict:
    """A snapshot to start from. Raises IllegalMove for what is not among the choices."""
    kind, _, key = chosen.partition(":")
    if chosen not in dict(choices(user, school)):
        raise IllegalMove("Choose one of the policies in the list.")
    if kind == "school":
        return snapshot.take(School.objects.get(pk=key))
    return of_preset(key)


def of_preset(key: str) -> dict:
    """A starter policy in the shape of a snapshot."""
    data = presets.read(key)
    defaults = {name: Policy._meta.get_field(name).get_default() for name in snapshot.RULES}
    return {
        "rules": defaults | data["policy"],
        "areas": [{"is_used": True} | area for area in data["areas"]],
        "kinds": [
            {"second_approver": False, "closed_on": None, "review_cycle": "weeks"} | kind
            for kind in data["plan_kinds"]
        ],
        "stages": [
            {"is_referral_start": False, "is_monitoring": False, "description": "",
             "closed_on": None, "plan_kinds": []} | stage
            for stage in data["stages"]
        ],
    }  # fmt: skip


def start(value: dict) -> Callable:
    """Writes a snapshot into a school's policy. What the school had is closed, never deleted."""

    def write(school):
        if why := consequences.why_in_use(school):
            raise IllegalMove(
                f"{' '.join(why)} So the policy cannot be replaced as a whole; change it step by "
                "step."
            )
        Policy.objects.filter(school=school).update(**{"photos_used": False} | value["rules"])
        put_areas(school, value["areas"])
        kinds = put_rows(school, PlanKind, value["kinds"])
        Stage.objects.filter(school=school).update(is_referral_start=False)
        stages = put_rows(school, Stage, value["stages"])
        for facts in value["stages"]:
            stages[facts["code"]].plan_kinds.set(kinds[code] for code in facts["plan_kinds"])

    return write


def put_areas(school, areas) -> None:
    """By code, which is the same at every school; what is not in the list is not used."""
    Area.objects.filter(school=school).update(is_used=False)
    for order, area in enumerate(areas, start=1):
        facts = {"name": area["name"], "is_used": area["is_used"], "order": order}
        Area.objects.update_or_create(school=school, code=area["code"], defaults=facts)


def put_rows(school, model, rows) -> dict:
    """Rows of the list, in order; a row there was of the same code and name is used again, others
    are closed and stand last. {code in the list: row}
    """
    there = {(row.code, row.name): row for row in model.objects.filter(school=school)}
    model.objects.filter(school=school, closed_on=None).update(closed_on=moment.today())
    made = {}
    for order, facts in enumerate(rows, start=1):
        plain = {k: v for k, v in facts.items() if k not in {"code", "plan_kinds"}}
        row = there.pop((facts["code"], facts["name"]), None)
        if row is None:
            row = model(school=school, code=free_code(model, school, facts["name"]))
        for name, value in (plain | {"order": order}).items():
            setattr(row, name, value)
        row.save()
        made[facts["code"]] = row
    for order, row in enumerate(there.values(), start=len(rows) + 1):
        model.objects.filter(pk=row.pk).update(order=order)
    return made
