"""The plans of one school: the list, its filters, and the list as a file."""

from django.db.models import Exists, F, OuterRef

from ehcp.counting import say
from ehcp.plans import census, dates, readers
from ehcp.plans.models import EhcPlan, EhcPlanVersion
from ehcp.plans.services.keeping import IN_USE
from pupils.wording import counted, day_text
from schools.sheets import named
from sendcase import moment
from sendcase.sheets import Sheet

SHOW = {
    "in_force": "In force",
    "draft": "Drafts",
    "unwritten": "In force, not written in yet",
    "unread": "In force, not read by everybody",
    "over": "Ended or left",
}
STATES = {
    "in_force": ["in_force"], "draft": ["draft"], "unwritten": ["in_force"],
    "unread": ["in_force"],
    "over": ["ceased", "left", "dropped"],
}  # fmt: skip
NO_CLASS = "none"
HEADINGS = ["Child", "Class", "Authority", "State", "First issued", "Review complete by",
            "Meeting by", "Working"]  # fmt: skip


def plans_of(user, school, chosen):
    """chosen: a key of SHOW."""
    rows = EhcPlan.objects.visible_to(user).filter(school=school, state__in=STATES[chosen])
    if chosen == "unwritten":
        kept = EhcPlanVersion.objects.filter(plan=OuterRef("pk"), kind__in=IN_USE)
        rows = rows.filter(~Exists(kept))
    if chosen == "unread":
        rows = rows.filter(pk__in=readers.owing(school))
    return rows.select_related("pupil__class_group").annotate(sort_key=F("pupil__sort_key"))


def narrow(rows, group, authority):
    """group: the id of a class, or NO_CLASS; authority: its name as written. "" for all."""
    if group:
        rows = rows.filter(pupil__class_group=None if group == NO_CLASS else int(group))
    return rows.filter(local_authority=authority) if authority else rows


def choices(rows) -> tuple[list[tuple[str, str]], list[str]]:
    """(classes, authorities) of these plans, each by name. One query."""
    columns = ("pupil__class_group", "pupil__class_group__name", "local_authority")
    found = set(rows.order_by().values_list(*columns))
    groups = {(str(pk) if pk else NO_CLASS, name or "No class") for pk, name, _ in found}
    return sorted(groups, key=lambda group: group[1]), sorted({each[2] for each in found})


def row_of(plan, owing=None) -> dict:
    """owing: ehcp.plans.readers.owing, where the list is about who has not read."""
    due, meeting = dates.review_due(plan), dates.meeting_due(plan)
    late = due is not None and due.on < moment.today()
    return {
        "url": plan.get_absolute_url(),
        "name": plan.pupil.name,
        "class": plan.pupil.class_group.name if plan.pupil.class_group else "",
        "authority": plan.local_authority,
        "state": plan.get_state_display(),
        "issued": day_text(plan.issued_on),
        "due": say(due.on) if due else "",
        "late": late,
        "meeting": say(meeting.on) if meeting else "",
        "working": f"{due.counted}. {due.source}" if due else "",
        "ended": day_text(plan.ended_on),
        "unread": ", ".join((owing or {}).get(plan.pk, [])),
    }


def sheet_of(plans, school) -> Sheet:
    found = []
    for plan in plans:
        row, due, meeting = row_of(plan), dates.review_due(plan), dates.meeting_due(plan)
        found.append([
            row["name"], row["class"] or "None", row["authority"], row["state"],
            plan.issued_on or "", due.on if due else "", meeting.on if meeting else "",
            row["working"],
        ])  # fmt: skip
    name = named(school, "ehc-plans")
    return Sheet(name, "EHC plans", HEADINGS, found)


def checks(user, school) -> list[dict]:
    """Where the census code and the plans disagree: words and the list of those children."""
    found = census.facts(user, school.pk)
    asked = (("no_plan", census.NO_PLAN), ("no_code", census.NO_CODE))
    counts = ((key, words, sum(fact.words == words for fact in found.values()))
              for key, words in asked)  # fmt: skip
    return [
        {"words": f"{counted(n, 'child') if n == 1 else f'{n} children'}: {words[0].lower()}"
         f"{words[1:]}.", "url": f"/{school.slug}/pupils/?ehc={key}"}
        for key, words, n in counts if n
    ]  # fmt: skip
