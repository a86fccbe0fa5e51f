"""Training of the staff, which is about no child."""

from collections import defaultdict
from dataclasses import dataclass

from accounts.permissions import Role
from reports.figures.term.window import Window
from schools.models import Membership, Training
from schools.training.listing import hours_words

QUALIFIED, NOT_QUALIFIED = "Qualified", "Not yet recorded"


@dataclass(frozen=True)
class Line:
    """table: "staff", "training" or "money"; what it is and its value, both in words."""

    table: str
    words: str
    value: str


def trained(school, window: Window) -> tuple[Line, ...]:
    """The SENCO's qualification (SEND Regulations 2014, reg. 49), how many trainings, hours by area
    of need. Two queries. Nobody is named.
    """
    rows = list(
        Training.objects.filter(school=school, held_on__lte=window.last)
        .standing()
        .select_related("area")
        .order_by("pk")
    )
    here = [row for row in rows if row.held_on in window]
    people = {row.name_key for row in here if not row.is_whole_staff}
    return (
        Line("staff", "SENCO’s qualification", _qualified(school, rows, window)),
        Line("training", "Trainings", str(len(here))),
        Line("training", "Of all staff together", str(sum(row.is_whole_staff for row in here))),
        Line("training", "People who trained by themselves", str(len(people))),
        *(Line("training", area, hours_words(sum_)) for area, sum_ in _by_area(here)),
    )


def _by_area(rows) -> list[tuple[str, int]]:
    """(area or kind in words, minutes), each by name."""
    found: dict[str, int] = defaultdict(int)
    for row in rows:
        found[row.area.name if row.area else row.get_kind_display()] += row.minutes
    return sorted(found.items())


def _qualified(school, rows, window: Window) -> str:
    """Whether somebody who was SENCO on the last day holds the NPQ or NASENCO."""
    sencos = Membership.objects.filter(school=school, role=Role.SENCO, from_on__lte=window.last)
    ids = {
        user
        for user, until in sencos.values_list("user", "until_on")
        if until is None or until >= window.last
    }
    held = {row.person_id for row in rows if row.kind == Training.Kind.NPQ}
    return QUALIFIED if ids & held else NOT_QUALIFIED
