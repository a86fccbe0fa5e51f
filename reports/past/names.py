"""The children behind one figure, as they stood on that day."""

from register.models import NeedType
from reports.figures import behind
from reports.past.reading import MOVED
from sendcase.snapshot import one_moment

NEEDS = dict(NeedType.choices)
HEADINGS = ["Child", "Class now", "Stage", "SEN code", "Areas of need", "Main type of need"]


@one_moment()
def listed(user, school, days, table: str, row: str, column: str) -> list[dict]:
    """By name. Of a row of what moved they stand as on the later day, where they were here then."""
    if table == MOVED and len(days) == 2:
        found = behind.children_moved_then(user, school, *days, row)
    else:
        found = behind.children_then(user, school, days[-1], table, row, column)
    stages = dict(school.stages.values_list("pk", "name"))
    return [line(pupil, child, stages) for pupil, child in found]


def line(pupil, child, stages) -> dict:
    """child: None for one who was not on roll that day."""
    place = child.place if child else None
    return {
        "name": pupil.name,
        "url": pupil.get_absolute_url(),
        "class": pupil.class_group.name if pupil.class_group else "",
        "stage": stages[place.stage_id] if place else "At no stage" if child else "Not here",
        "code": child.code if child else "",
        "areas": ", ".join(sorted(place.areas)) if place else "",
        "need": NEEDS.get(place.primary, "") if place else "",
    }


def cells(row: dict) -> list[str]:
    keys = ("name", "class", "stage", "code", "areas", "need")
    return [row[key] for key in keys]
