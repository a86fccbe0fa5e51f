"""The reviews of a school: what comes next, the list, and the list as a file."""

from django.db.models import F

from ehcp import wording
from ehcp.counting import say
from ehcp.plans.listing import NO_CLASS
from ehcp.reviews import dates
from ehcp.reviews.models import AnnualReview
from ehcp.reviews.planning.moving import when
from ehcp.reviews.planning.showing import KINDS
from pupils.wording import day_text
from schools.sheets import named
from sendcase import moment
from sendcase.sheets import Sheet
from sendcase.text import ProseField

SHOW = {
    "open": "Open", "planned": "To be planned", "invited": "Invited, papers not out",
    "circulated": "Papers out, meeting to come", "held": "Held, report not out",
    "authority": "With the authority", "over": "Finished, closed or called off",
}  # fmt: skip
OVER = ["finished", "closed", "called_off"]
STATES = {
    "open": AnnualReview.OPEN, "planned": ["planned"], "invited": ["invited"],
    "circulated": ["circulated"], "held": ["held"], "authority": ["reported", "decided"],
    "over": OVER,
}  # fmt: skip
PROSE = [field.name for field in AnnualReview._meta.fields if isinstance(field, ProseField)]
HEADINGS = ["Child", "Class", "Kind", "State", "Meeting", "Next", "By", "Late"]


def reviews_of(user, school, show):
    rows = AnnualReview.objects.visible_to(user).filter(school=school, state__in=STATES[show])
    rows = rows.select_related("pupil__class_group", "plan__pupil").defer(*PROSE)
    return rows.annotate(sort_key=F("pupil__sort_key"))


def narrow(rows, group, late: bool):
    """group: the id of a class, or NO_CLASS; "" for all; late: only those whose next date passed.

    Nothing of that is stored: the open reviews of the school are gone through.
    """
    if group:
        rows = rows.filter(pupil__class_group=None if group == NO_CLASS else int(group))
    if late:
        rows = rows.filter(pk__in=[row.pk for row in rows if next_of(row)[2]])
    return rows


def classes(rows) -> list[tuple[str, str]]:
    """Classes of these reviews' children by name. One query."""
    columns = ("pupil__class_group", "pupil__class_group__name")
    found = set(rows.order_by().values_list(*columns))
    groups = {(str(pk) if pk else NO_CLASS, name or "No class") for pk, name in found}
    return sorted(groups, key=lambda group: group[1])


def next_of(row) -> tuple:
    """(title, Due, is late) of the first date of the law that is not met."""
    left = [line for line in dates.lines(row) if not line.done_on and not line.due.is_earliest]
    if not left or row.state in OVER:
        return "", None, False
    first = left[0].due
    return wording.title(first.rule), first, first.on < moment.today()


def by_words(due) -> str:
    """Where the law says “before”, so do we."""
    if due is None:
        return ""
    return f"before {say(due.anchor)}" if due.rule == "phase_transfer" else f"by {say(due.on)}"


def row_of(row) -> dict:
    title, due, late = next_of(row)
    group = row.pupil.class_group
    return {
        "url": row.get_absolute_url(), "name": row.pupil.name,
        "class": group.name if group else "None", "kind": row.get_kind_display(),
        "state": row.get_state_display(), "state_kind": KINDS[row.state], "when": when(row),
        "next": title, "by": by_words(due), "late": late,
    }  # fmt: skip


def sheet_of(rows, school) -> Sheet:
    found = []
    for row in rows:
        title, due, late = next_of(row)
        shown = row_of(row)
        found.append([shown["name"], shown["class"], shown["kind"], shown["state"],
                      day_text(row.held_on or row.meeting_on), title, due.on if due else "",
                      "Late" if late else ""])  # fmt: skip
    name = named(school, "ehc-reviews")
    return Sheet(name, "Annual reviews", HEADINGS, found)
