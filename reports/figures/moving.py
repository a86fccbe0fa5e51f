"""What changed between two days: who joined, left, moved; and how many children that are."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Q

from ehcp.plans.models import EhcPlan
from reports.disclosure import Edition, Raw
from reports.figures import people
from reports.figures.day import CHILDREN, sheets_on
from reports.figures.people import Child
from reports.figures.sheets import Cell, Sheet, movers

JOINED, LEFT = "Joined the school", "Left the school"
ON, OFF = "Came onto the register", "Came off the register"
UP, DOWN = "Moved to more support", "Moved to less support"
ISSUED, CEASED = "Got an EHC plan", "EHC plan ended"
ROWS = (JOINED, LEFT, ON, OFF, UP, DOWN, ISSUED, CEASED)


def between(school, since: date, until: date) -> Raw:
    """Children who stood elsewhere at the end of `until` than at the end of `since`."""
    return sheet_between(school, since, until).raw()


def sheet_between(school, since: date, until: date) -> Sheet:
    then, now = people.read(school, since), people.read(school, until)
    cells: dict[int, set[Cell]] = {}
    for pk in {*then, *now}:
        if found := what_moved(then.get(pk), now.get(pk)):
            cells[pk] = {(words, 0) for words in found}
    for words, rows in _plans(school, since, until).items():
        for pk in rows:
            cells.setdefault(pk, set()).add((words, 0))
    frozen = {pk: frozenset(held) for pk, held in cells.items()}
    return Sheet("movement", "What moved", CHILDREN, ROWS, cells=frozen)


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


def moved(school, since: date, until: date) -> int:
    """Children who joined, left, or stand elsewhere in any table of the day, by their history.

    What was put right afterwards, and what has no history, it cannot see: `sheets.moves` can,
    where an edition keeps its cells.
    """
    then = sheets_on(school, since)
    now = sheets_on(school, until)
    joined_or_left = set(then[0].cells) ^ set(now[0].cells)
    return len(
        joined_or_left.union(
            *(movers(one.followed, other.followed) for one, other in zip(then, now, strict=True))
        )
    )


def moved_by_table(school, since: date, until: date) -> dict[str, int]:
    """For each table of the day how many children moved in it: what disclosure.edition takes.

    Moves that everybody knows of are not among them: who joined or left without support, and who
    went up a year.
    """
    then = sheets_on(school, since)
    now = sheets_on(school, until)
    return {
        one.key: len(movers(one.followed, other.followed))
        for one, other in zip(then, now, strict=True)
    }


def moved_since(school, last: Edition, until: date) -> Mapping[str, int]:
    """For each table of the last edition, since the day on which that table was counted."""
    found: dict[date, dict[str, int]] = {}
    counts = {}
    for table in last.tables:
        day = last.day_of(table)
        if day not in found:
            found[day] = moved_by_table(school, day, until)
        if table.key in found[day]:
            counts[table.key] = found[day][table.key]
    return counts
