"""On which days a task may be done and still keep its day. Pure.

The law's dates are the latest ones, so a task may be done from today on. Where others must be told
before, it may begin only after their notice.
"""

from dataclasses import dataclass
from datetime import date, timedelta

# kind → days that others must have before: everybody is invited at least two weeks before an annual
# review, and has the advice as long (SEND Regulations 2014, reg. 20(3) and (4)).
NOTICE = {"ehc-plan-meeting": 14, "ehc-plan-review": 14}
NOTICE_WORDS = "Everybody invited needs two weeks before."
# A day worked out to keep another one → the kind whose day the law sets for the same record.
LAW_BEHIND = {"ehc-plan-meeting": "ehc-plan-review"}


@dataclass(frozen=True)
class Item:
    """One open deadline, as the counting needs it.

    due_on: where it was put off beyond its due day, the day on which it is back (is_moved).
    """

    pk: int
    kind: str
    object_id: int
    due_on: date
    is_legal: bool = False
    is_moved: bool = False


@dataclass(frozen=True)
class Window:
    """First and last day, both included."""

    first: date
    last: date


def window(item: Item, today: date) -> Window | None:
    """None for what is late: there is no day left that keeps it."""
    if item.due_on < today:
        return None
    earliest = today + timedelta(days=NOTICE.get(item.kind, 0))
    return Window(min(earliest, item.due_on), item.due_on)


def law_behind(item: Item, legal: dict[tuple[str, int], date]) -> date | None:
    """The law's own day behind one that is not the law's, where it is later.

    legal: (kind, number of the record) → day, of the open deadlines the law sets.
    """
    if item.is_legal or item.kind not in LAW_BEHIND:
        return None
    day = legal.get((LAW_BEHIND[item.kind], item.object_id))
    return day if day and day > item.due_on else None
