"""Census code E stands for a plan in force: where the two disagree, somebody is told.

Nothing here changes the register. A plan that ends leaves the code until the SENCO moves the child.
"""

from collections import Counter

from django.db.models import CharField, Value

from accounts.permissions import Permission
from ehcp.plans.models import EhcPlan
from pupils.filters import Question
from register.models import RegisterEntry
from register.review.facts import Fact
from schools.models import Census

NO_PLAN = "Census code E, but no EHC plan in force is recorded"
NO_CODE = "An EHC plan is in force, but the census code is not E"
CHOICES = [
    ("", "With or without an EHC plan"),
    ("in_force", "EHC plan in force"),
    ("no_plan", NO_PLAN),
    ("no_code", NO_CODE),
]


def with_plan(user=None):
    plans = EhcPlan.objects.visible_to(user) if user is not None else EhcPlan.objects.all()
    return plans.in_force().values("pupil")


def with_code():
    return RegisterEntry.objects.open().filter(census_code=Census.E).values("pupil")


def narrow(pupils, user, value):
    """Only of pupils whose whole file this person may read."""
    pupils = pupils.visible_to(user, Permission.EHC_VIEW)
    if value == "no_plan":
        return pupils.filter(pk__in=with_code()).exclude(pk__in=with_plan(user))
    pupils = pupils.filter(pk__in=with_plan(user))
    return pupils.exclude(pk__in=with_code()) if value == "no_code" else pupils


QUESTION = Question(
    name="ehc", label="EHC plan", order=30, needs=Permission.EHC_VIEW,
    choices=lambda options: CHOICES, narrow=narrow,
)  # fmt: skip


def facts(user, school_id, pupils=None) -> dict[int, Fact]:
    """For the termly review of the register. One query."""
    coded = RegisterEntry.objects.open().filter(school=school_id, census_code=Census.E)
    planned = EhcPlan.objects.visible_to(user).in_force().filter(school=school_id)
    if pupils is not None:
        coded, planned = coded.filter(pupil__in=pupils), planned.filter(pupil__in=pupils)
    rows = [
        each.order_by().annotate(why=Value(why, CharField())).values_list("pupil", "why")
        for each, why in ((coded, NO_PLAN), (planned, NO_CODE))
    ]
    found = list(rows[0].union(rows[1], all=True))
    times = Counter(pupil for pupil, _ in found)
    return {pupil: Fact(why) for pupil, why in found if times[pupil] == 1}


def warning(plan) -> str:
    """What is to be put right on the register for this child, or nothing. One query."""
    entry = RegisterEntry.objects.open().filter(pupil=plan.pupil_id)
    is_coded = entry.filter(census_code=Census.E).exists()
    if plan.state == EhcPlan.State.IN_FORCE:
        return "" if is_coded else NO_CODE
    if plan.state == EhcPlan.State.LEFT:
        return ""
    return NO_PLAN if is_coded else ""
