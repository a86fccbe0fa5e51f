"""Who stood on the register on a day, and what of it has a history. Rows as words.

Stage, code and needs are those of the entry of that day, the class that of then. The plan is the
one shared with the family last by that day; today, the one in use. A year group has no history.
"""

import json
from collections import defaultdict
from datetime import date, datetime, time, timedelta

from django.db.models import Q

from accounts.permissions import Permission as P
from iep.models import PlanVersion, SupportPlan
from pupils.models import Enrolment
from pupils.wording import called, day_text
from referrals.printing import day as birthday
from register import codes
from register.listing import WHICH
from register.models import Need, RegisterEntry
from schools.models import Census, YearGroup
from sendcase import moment

ORDER = ("pupil__sort_key", "pk")
JOINED = ("pupil__class_group",)
CODES = {Census.N: "no provision", Census.K: "SEN support", Census.E: "EHC plan"}
YEARS = dict(YearGroup.choices)
IN_USE = [SupportPlan.State.AGREED, SupportPlan.State.SHARED, SupportPlan.State.REVIEWED]


def entries(user, school, filters):
    """Entries in force on the day asked for, of pupils who were here then; none for a question
    that cannot be read. filters: register.forms.ListFilters.
    """
    rows = RegisterEntry.objects.visible_to(user, P.CASE_TRAIL).filter(school=school)
    if not filters.is_valid():
        return rows.none()
    day = filters.day
    come = Q(pupil__admitted_on=None) | Q(pupil__admitted_on__lte=day)
    here = Q(pupil__left_on=None) | Q(pupil__left_on__gte=day)
    rows = rows.held_on(day).filter(come, here, WHICH[filters.which])
    return rows.select_related(*JOINED)


def in_words(rows: list[RegisterEntry], day: date) -> list[dict]:
    """The rows as the page, the file and the paper show them. Four queries at most."""
    past = day < moment.today()
    pupils = [row.pupil_id for row in rows]
    classes = _classes(pupils, day) if past else {}
    plans = _plans_then(pupils, day) if past else _plans_now(pupils)
    needs = _needs(rows)
    return [
        _row(row, needs[row.pk], plans.get(row.pupil_id), past, classes.get(row.pupil_id))
        for row in rows
    ]


def _row(entry, needs, plan, past: bool, class_then) -> dict:
    pupil, group = entry.pupil, entry.pupil.class_group
    review_on, lead = plan or (None, "")
    return {
        "url": f"/pupils/{pupil.pk}/register/", "name": called(pupil.first_name, pupil.last_name),
        "born_on": pupil.born_on, "born": birthday(pupil.born_on),
        "year": "" if past else YEARS.get(pupil.year, "").removeprefix("Year "),
        "class": class_then or ("" if past or not group else group.name),
        "stage": entry.stage_name, "code": f"{entry.census_code}: {CODES[entry.census_code]}",
        "needs": "; ".join(needs), "since_on": entry.from_on, "since": day_text(entry.from_on),
        "review_on": review_on, "review": day_text(review_on), "lead": lead,
    }  # fmt: skip


def _classes(pupils, day) -> dict[int, str]:
    held = Enrolment.objects.held_on(day).filter(pupil__in=pupils)
    return dict(held.values_list("pupil_id", "class_group__name"))


def _needs(rows) -> dict[int, list[str]]:
    """Entry → its needs by rank: SLCN (finding the right words)."""
    found = defaultdict(list)
    kept = Need.objects.filter(entry__in=[row.pk for row in rows]).order_by("entry", "rank")
    for need in kept:
        words = codes.in_words(need)
        found[need.entry_id].append(f"{need.need_type} ({words})")
    return found


def _plans_now(pupils) -> dict[int, tuple[date, str]]:
    """Pupil → review day and lead of the plan in use; of several the one reviewed first."""
    rows = SupportPlan.objects.filter(pupil__in=pupils, state__in=IN_USE)
    found = {}
    for row in rows.select_related("lead").order_by("-review_on", "pk"):
        found[row.pupil_id] = (row.review_on, row.lead.name)
    return found


def _plans_then(pupils, day) -> dict[int, tuple[date, str]]:
    """Pupil → the same of the version shared last by that day, as it was shared."""
    until = datetime.combine(day + timedelta(days=1), time(), moment.LONDON)
    rows = PlanVersion.objects.filter(plan__pupil__in=pupils, made_at__lt=until)
    last = dict(rows.order_by("made_at", "pk").values_list("plan__pupil", "pk"))
    found = {}
    kept = PlanVersion.objects.filter(pk__in=last.values())
    for pupil, text in kept.values_list("plan__pupil", "content"):
        content = json.loads(text)
        found[pupil] = (date.fromisoformat(content["review_on"]), content["lead"]["name"])
    return found


def title(filters, school) -> str:
    """On the SEN register on Tue 24 Nov 2026."""
    what = dict(filters.fields["show"].choices)[filters.which]
    return f"{what}, {day_text(filters.day)}"
