"""What should be due, kept by a second hand: each thing that happens is written down here with the
day that follows from it, and the table of deadlines is held against it.
"""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from tests.reminders.year import law

SENCO, HEAD = "senco", "head"


@dataclass(frozen=True)
class Duty:
    """named: the person it belongs to while they look after the child; falls: where it goes then,
    to the class teacher or straight to the SENCO; the head has what is the head's. is_personal:
    the named one keeps it, whomever they look after. is_waiting: for somebody outside. by_law: the
    law itself sets the day.
    """

    due: date
    pupil: int | None = None
    named: int | None = None
    falls: str = SENCO
    is_waiting: bool = False
    is_personal: bool = False
    by_law: bool = False


class Diary:
    """key: (kind, number). whose_class(pupil, day) → the number of the class teacher."""

    def __init__(self, whose_class, senco: int):
        self.open: dict[tuple, Duty] = {}
        self.ended: dict[tuple, bool | None] = {}  # of today: met, or fell away; None: either
        self.whose_class, self.senco = whose_class, senco
        self.opened, self.met_late, self.met_in_time, self.dropped = (Counter() for _ in range(4))

    def owe(self, kind, number, due, **duty) -> None:
        """It is due from now, or moves to this day."""
        if (kind, number) not in self.open:
            self.opened[kind] += 1
        self.open[kind, number] = Duty(due, **{"by_law": kind in law.BY_LAW} | duty)

    def waits(self, kind, number, is_waiting: bool) -> None:
        self.open[kind, number] = replace(self.open[kind, number], is_waiting=is_waiting)

    def end(self, kind, number, today, *, met: bool | None = True) -> None:
        """Nothing where it is not open."""
        if duty := self.open.pop((kind, number), None):
            self.ended[kind, number] = met
            late = self.met_late if today > duty.due else self.met_in_time
            (late if met else self.dropped)[kind] += 1

    def again(self, kind, number, today) -> None:
        """It was done; the same row of the table moves on to the next day."""
        late = self.met_late if today > self.open[kind, number].due else self.met_in_time
        late[kind] += 1

    def leave(self, pupil: int, today) -> None:
        for key in [key for key, duty in self.open.items() if duty.pupil == pupil]:
            self.end(*key, today, met=None)

    def owner(self, duty: Duty, today) -> int | str:
        """A number, "senco" or "head"."""
        teacher = duty.pupil and self.whose_class(duty.pupil, today)
        if duty.named and (duty.is_personal or duty.named in (teacher, self.senco)):
            return duty.named
        if duty.falls == HEAD:
            return HEAD
        return teacher if duty.falls == "teacher" and teacher else SENCO

    def said(self, today) -> dict[tuple, tuple]:
        """key → (due, owner, waits for others)."""
        return {
            key: (duty.due, self.owner(duty, today), duty.is_waiting)
            for key, duty in self.open.items()
        }

    def told_of(self, today) -> dict[int | str, Counter]:
        """Owner → the days, each as often as it is due, of what a mail of today must name: late,
        or ours and due within the lead time.
        """
        found: dict[int | str, Counter] = {}
        for due, owner, is_waiting in self.said(today).values():
            ahead = (due - today).days
            if ahead < 0 or (ahead <= law.LEAD and not is_waiting):
                found.setdefault(owner, Counter())[due] += 1
        return found

    def come_to(self, role: str, person: int, today) -> Counter:
        """The days of what is with somebody else and so late that this role hears of it."""
        found: Counter = Counter()
        for duty in self.open.values():
            least = (law.LATE_BY_LAW if duty.by_law else law.LATE)[role]
            is_mine = self.owner(duty, today) in (person, role)
            if not duty.is_waiting and not is_mine:
                found[duty.due] += law.school_days_late(duty.due, today) >= least
        return +found
