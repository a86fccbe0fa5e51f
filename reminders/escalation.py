"""Who else hears of what is late: the SENCO, then the head. Reckoned anew each day from the open
rows, so it stops by itself when the thing is done.

Late days are school days. What waits for a family or an authority is nobody's here to do and goes
no further than whoever keeps it in view.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from accounts.permissions import Role

LOOK_BACK = 400  # days; holidays without end do not hide what is a year late


def late_since(calendar, today: date, days: int) -> date | None:
    """Whatever was due before this day is `days` school days late or more. None for 0: never."""
    if not days:
        return None
    for back in range(LOOK_BACK):
        day = today - timedelta(days=back)
        days -= calendar.may_be_open(day)
        if not days:
            return day
    return today - timedelta(days=LOOK_BACK)


@dataclass(frozen=True)
class Steps:
    """Of one school on one day. (role, is it legal) → due before this day; None: never."""

    since: dict[tuple[str, bool], date | None]

    def reached(self, role: str, row) -> bool:
        """Whether this row has come to that role. row: is_waiting, is_legal, due_on."""
        since = self.since[role, row.is_legal]
        return not row.is_waiting and since is not None and row.due_on < since


def steps(calendar, today: date, after: dict[str, int]) -> Steps:
    """after: reminders.leads.leads.LATE → school days."""
    days = {
        (Role.SENCO, False): after["senco_after"],
        (Role.HEAD, False): after["head_after"],
        (Role.SENCO, True): after["legal_senco_after"],
        (Role.HEAD, True): after["legal_head_after"],
    }
    return Steps({key: late_since(calendar, today, value) for key, value in days.items()})


def next_in_line(role: str, present: set[str]) -> str | None:
    """Who hears of it where nobody holds `role`: SENCO, then head. None where neither is there.

    present: the roles that somebody holds today who is not away.
    """
    order = [Role.HEAD, Role.SENCO] if role == Role.SENCO else [Role.SENCO, Role.HEAD]
    return next((each for each in [role, *order] if each in present), None)
