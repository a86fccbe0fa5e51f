"""Extra help as the diary keeps it: which sessions wait for a tick, and which promise slips."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from provision.ledger.slipping import of_school
from tests.reminders.year import law

WEEKDAYS = (0, 2, 4)  # three times a week, as is promised
MINUTES = 20


@dataclass
class Run:
    """One child in one group. last: of the place and the promise; stopped: the group stops, what
    was promised stands; gone: the child’s last day here; adult: None where it has no times.
    """

    pupil: int
    promise: int
    first: date
    last: date | None
    adult: object = None
    habit: float = 0
    stopped: date | None = None
    gone: date | None = None
    ticked: dict[date, int] = field(default_factory=dict)  # day → minutes given
    looked: date | None = None

    def sessions(self, today: date) -> list[date]:
        if self.adult is None:
            return []
        until = min(filter(None, (today, self.last, self.stopped, self.gone)))
        return [day for day in law.each(self.first, until)
                if day.weekday() in WEEKDAYS and law.is_open(day)]  # fmt: skip

    def waiting(self, today: date) -> list[date]:
        return [day for day in self.sessions(today) if day not in self.ticked]

    def tick_by(self, today: date) -> date | None:
        """Five school days after the oldest that waits, once these have passed."""
        old = [day for day in self.waiting(today) if day > today - timedelta(days=367)]
        due = law.school_days(old[0], law.TICK) if old else None
        return due if due and due <= today else None

    def owner(self, today: date) -> int | None:
        """Who gives it; after it was stopped nobody does."""
        return None if self.stopped and self.stopped < today else self.adult.pk

    def slip(self, today: date) -> tuple[int, int, bool, bool] | None:
        """(given, promised, nothing for two weeks, looked at lately) of the last four school weeks
        before this one, where that is less than the policy has it.
        """
        ends = [day for day in (self.last, self.gone) if day]
        if not self.first <= today <= min([today, *ends]):
            return None
        weeks: dict[date, list[int]] = {}
        for day in law.each(self.first, law.monday(today) - timedelta(days=1)):
            if law.is_open(day):
                so_far = weeks.setdefault(law.monday(day), [0, 0])
                so_far[0] += self.ticked.get(day, 0)
                so_far[1] += MINUTES * len(WEEKDAYS) // 5
        if len(weeks) < 2:
            return None
        recent = list(weeks.values())[-4:]
        given, promised = (sum(numbers) for numbers in zip(*recent, strict=True))
        is_empty = not any(minutes for minutes, _ in recent[-2:])
        if not is_empty and given * 100 >= law.PROMISE_PERCENT * promised:
            return None
        is_looked = self.looked is not None and (today - self.looked).days < law.LOOKED_AT
        return given, promised, is_empty, is_looked


class Runs:
    def __init__(self, sim):
        self.sim = sim
        self.all: dict[int, Run] = {}  # by the number of the group

    def keep(self) -> None:
        sim, today = self.sim, self.sim.today
        for number, run in self.all.items():
            due = run.tick_by(today)
            if due is None:
                sim.end("tick-sessions", number)
                continue
            duty = {"named": run.owner(today), "is_personal": True}
            known = sim.diary.open.get(("tick-sessions", number))
            if known is None or known.due != due:
                sim.owe("tick-sessions", number, due, **duty)
            elif known.named != duty["named"]:
                sim.diary.owe("tick-sessions", number, due, **duty)

    def leave(self, pupil: int) -> None:
        for run in self.all.values():
            if run.pupil == pupil:
                run.gone = self.sim.today

    def compare(self, where: str) -> None:
        """The list of promises that slip, as the SENCO has it, says what the diary says."""
        sim, today = self.sim, self.sim.today
        said = {run.promise: slip for run in self.all.values() if (slip := run.slip(today))}
        listed = {
            each.promise.pk: (each.account.given, each.account.promised, each.is_empty,
                              each.look is not None)
            for each in of_school(sim.here.senco, sim.here.school)
        }  # fmt: skip
        assert listed == said, f"{where}\nlisted {listed}\nsaid {said}"
        sim.slipped += len(said)
