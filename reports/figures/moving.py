"""What changed between two days: who joined, left, moved."""

from datetime import date

from django.db.models import Q

from ehcp.plans.models import EhcPlan
from reports.disclosure import Raw
from reports.figures import people
from reports.figures.day import CHILDREN, PLAN, SUPPORTED
from reports.figures.people import Child
from reports.figures.sheets import Cell, Sheet

JOINED, LEFT = "Joined the school", "Left the school"
ON, OFF = "Came onto the register", "Came off the register"
UP, DOWN = "Moved to more support", "Moved to less support"
ISSUED, CEASED = "Got an EHC plan", "EHC plan ended"
ROWS = (JOINED, LEFT, ON, OFF, UP, DOWN, ISSUED, CEASED)


def between(school, since: date, until: date) -> Raw:
    """Children who stood elsewhere at the end of `until` than at the end of `since`."""
    return sheet_between(school, since, until).raw()


def sheet_between(school, since: date, until: date) -> Sheet:
    children = people.read(school, since), people.read(school, until)
    return sheet_of_moves(school, *children, since, until)


def sheet_of_moves(
    school, then: dict[int, Child], now: dict[int, Child], since: date, until: date
) -> Sheet:
    """then, now: of people.read on the two days. One query."""
    cells: dict[int, set[Cell]] = {}
    for pk in {*then, *now}:
        if found := what_moved(then.get(pk), now.get(pk)):
            cells[pk] = {(words, 0) for words in found}
    for words, rows in _plans(school, since, until).items():
        for pk in rows:
            cells.setdefault(pk, set()).add((words, 0))
    frozen = {pk: frozenset(held) for pk, held in cells.items()}
    # Of plans so far as no child with one came or left, which a reader may know.
    changes = ((SUPPORTED, ON, OFF), (PLAN, ISSUED, CEASED))
    return Sheet("movement", "What moved", CHILDREN, ROWS, cells=frozen, changes=changes)


def what_moved(then: Child | None, now: Child | None) -> list[str]:
    """Rows of one child. A child who was not on roll was on no register here."""
    found = []
    if then is None or now is None:
        found.append(JOINED if now else LEFT)
    was, is_now = (bool(each and each.place and each.place.on_register) for each in (then, now))
    if was != is_now:
        found.append(ON if is_now else OFF)
    if then and now and then.place and now.place and then.place.order != now.place.order:
        found.append(UP if now.place.order > then.place.order else DOWN)
    return found


def _plans(school, since: date, until: date) -> dict[str, set[int]]:
    """Plans first issued to a child who was here, and plans the authority ended. One query."""
    days = (since, until)
    rows = EhcPlan.objects.filter(
        Q(issued_on__gt=since, issued_on__lte=until) | Q(state="ceased", ended_on__gt=since),
        school=school,
    ).order_by()
    found: dict[str, set[int]] = {ISSUED: set(), CEASED: set()}
    for pupil, state, issued, ended, admitted in rows.values_list(
        "pupil", "state", "issued_on", "ended_on", "pupil__admitted_on"
    ):
        if issued and days[0] < issued <= days[1] and not (admitted and admitted > issued):
            found[ISSUED].add(pupil)
        if state == EhcPlan.State.CEASED and days[0] < ended <= days[1]:
            found[CEASED].add(pupil)
    return found
