"""The reviews of a school: what comes next, the list, and the list as a file."""

from django.db.models import Exists, F, OuterRef

from ehcp.counting import say
from ehcp.plans import deadlines as of_plan
from ehcp.plans.listing import NO_CLASS
from ehcp.reviews import dates, deadlines
from ehcp.reviews.models import AnnualReview
from ehcp.reviews.planning.showing import KINDS, when
from pupils.wording import day_text
from reminders.models import Deadline
from sendcase import moment
from sendcase.sheets import Sheet

SHOW = {
    "open": "Open", "late": "Open, a date has passed",
    "planned": "To be planned", "invited": "Invited, papers not out",
    "circulated": "Papers out, meeting to come", "held": "Held, report not out",
    "authority": "With the authority", "over": "Finished or called off",
}  # fmt: skip
STATES = {
    "open": AnnualReview.OPEN, "late": AnnualReview.OPEN,
    "planned": ["planned"], "invited": ["invited"], "circulated": ["circulated"],
    "held": ["held"], "authority": ["reported", "decided"], "over": ["finished", "called_off"],
}  # fmt: skip
OF_LAW = [kind for kind in deadlines.RULES if kind != deadlines.ADVICE]  # that is our asking
HEADINGS = ["Child", "Class", "Kind", "State", "Meeting", "Next", "By", "Late"]


def reviews_of(user, school, show):
    rows = AnnualReview.objects.visible_to(user).filter(school=school, state__in=STATES[show])
    rows = late_ones(rows) if show == "late" else rows
    rows = rows.select_related("pupil__class_group", "plan__pupil")
    return rows.annotate(sort_key=F("pupil__sort_key"))


def narrow(rows, group: str):
    """group: the id of a class, or NO_CLASS; "" for all."""
    if not group:
        return rows
    return rows.filter(pupil__class_group=None if group == NO_CLASS else int(group))


def late_ones(rows):
    """Those of which Today says that a day has passed, of the review or of its plan."""
    late = Deadline.objects.open().filter(due_on__lt=moment.today())
    own = late.filter(kind__in=OF_LAW, object_id=OuterRef("pk"))
    of_the_plan = late.filter(kind__in=(of_plan.REVIEW, of_plan.MEETING),
                              object_id=OuterRef("plan"))  # fmt: skip
    return rows.filter(Exists(own) | Exists(of_the_plan))


def choices(rows) -> list[tuple[str, str]]:
    """Classes of these reviews, by name. One query."""
    found = set(rows.order_by().values_list("pupil__class_group", "pupil__class_group__name"))
    groups = {(str(pk) if pk else NO_CLASS, name or "No class") for pk, name in found}
    return sorted(groups, key=lambda group: group[1])


def next_of(row) -> tuple:
    """(title, day, is late) of the first date of the law that is not met."""
    from ehcp import wording

    left = [line for line in dates.lines(row) if not line.done_on and not line.due.is_earliest]
    if not left or row.state in ("finished", "called_off"):
        return "", None, False
    first = left[0].due
    return wording.title(first.rule), first.on, first.on < moment.today()


def row_of(row) -> dict:
    title, on, late = next_of(row)
    group = row.pupil.class_group
    return {
        "url": row.get_absolute_url(), "name": row.pupil.name,
        "class": group.name if group else "None", "kind": row.get_kind_display(),
        "state": row.get_state_display(), "state_kind": KINDS[row.state], "when": when(row),
        "next": title, "by": say(on) if on else "", "late": late,
    }  # fmt: skip


def sheet_of(rows, school) -> Sheet:
    found = []
    for row in rows:
        title, on, late = next_of(row)
        shown = row_of(row)
        found.append([shown["name"], shown["class"], shown["kind"], shown["state"],
                      day_text(row.held_on or row.meeting_on), title, on or "",
                      "Late" if late else ""])  # fmt: skip
    name = f"{school.slug}-ehc-reviews-{moment.today().isoformat()}"
    return Sheet(name, "Annual reviews", HEADINGS, found)
