"""The reviews of a school: what comes next, the list, and the list as a file."""

from django.db.models import F

from ehcp.counting import say
from ehcp.reviews import dates
from ehcp.reviews.models import AnnualReview
from ehcp.reviews.planning.moving import when
from ehcp.reviews.planning.showing import KINDS
from pupils.wording import day_text
from sendcase import moment
from sendcase.sheets import Sheet

SHOW = {
    "open": "Open", "planned": "To be planned", "invited": "Invited, papers not out",
    "circulated": "Papers out, meeting to come", "held": "Held, report not out",
    "authority": "With the authority", "over": "Finished or called off",
}  # fmt: skip
STATES = {
    "open": AnnualReview.OPEN, "planned": ["planned"], "invited": ["invited"],
    "circulated": ["circulated"], "held": ["held"], "authority": ["reported", "decided"],
    "over": ["finished", "called_off"],
}  # fmt: skip
HEADINGS = ["Child", "Class", "Kind", "State", "Meeting", "Next", "By", "Late"]


def reviews_of(user, school, show):
    rows = AnnualReview.objects.visible_to(user).filter(school=school, state__in=STATES[show])
    rows = rows.select_related("pupil__class_group", "plan__pupil")
    return rows.annotate(sort_key=F("pupil__sort_key"))


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
