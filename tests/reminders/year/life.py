"""A year at the simulated school, day by day. A seeded chance says who does what when: in time, on
the last day, late or never.
"""

import random
from collections import Counter
from datetime import date, datetime, time, timedelta

from iep.tasks import plan_checks, transitions
from letters.tasks import chasers
from provision.family_meetings.tasks import keep as parent_meetings
from provision.tasks import sessions
from pupils import services as pupils
from pupils.models import Pupil
from pupils.tasks import end_leavers
from referrals.tasks import asked, meetings
from register.tasks import reviews
from reminders.models import Deadline
from reminders.recount import differences
from reminders.tasks import owners
from reports.tasks import board_reports, other_reports
from sendcase import moment
from tests.factories import referrals
from tests.reminders.year import (
    hands,
    hands_agencies,
    hands_asking,
    hands_beside,
    hands_census,
    hands_help,
    hands_moving,
    hands_reports,
    hands_school,
    hands_ticks,
    hands_voice,
    law,
    mails,
    school,
    standing,
)
from tests.reminders.year.diary import Diary
from tests.reminders.year.runs import Runs

DAY = timedelta(days=1)
HOURLY = (
    end_leavers, owners, reviews, meetings, parent_meetings, plan_checks, transitions, asked,
    chasers, sessions, board_reports, other_reports,
)  # fmt: skip
NEVER = date(2100, 1, 1)
OPEN = ("submitted", "returned")
# What somebody outside does: on any weekday.
OUTSIDE = (
    "agency-advice", "ehc-authority", "ehc-review-decision", "ehc-review-final", "ehc-after-no",
)  # fmt: skip


class Life:
    def __init__(self, seed: int, recount_each: int = 1):
        """recount_each: how many days lie between two of the product's own recounts."""
        self.chance, self.seed, self.recount_each = random.Random(seed), seed, recount_each
        self.planned: dict[tuple, date] = {}
        self.agenda: dict[date, list] = {}
        self.left: set[int] = set()
        self.mails, self.escalated, self.slipped = 0, Counter(), 0
        with self.at(school.BEGINS, 9):
            self.here = school.build()
            self.diary = Diary(school.whose_class(self.here), self.here.senco.pk)
            self.terms, self.letters = standing.Terms(self), standing.Letters(self)
            self.runs, self.boards = Runs(self), hands_reports.Boards(self)
            self.handovers, self.moves = hands_moving.Handovers(self), hands_moving.Moves(self)
            self.rests: dict[int, int] = {}  # request to an agency → the consent it rests on
            self.guests: dict[int, int] = {}  # who of it reads a case here → the request
            self.shares: dict[int, int] = {}  # who else reads a case here → the consent behind it
            self.census = hands_census.Census(self)
            self.keep()
            self.begin()

    def begin(self) -> None:
        """What will happen from outside, and the two EHC plans that are there."""
        first, second, third, *others, elm_plan = self.here.children
        hands_beside.record_plan(self, first, date(2026, 2, 10))
        hands_beside.record_plan(self, elm_plan, date(2023, 11, 30), date(2025, 12, 4))
        for pupil in (second, third, *others):
            self.after(1, 120, self.refer, pupil)
        self.after(150, 250, self.refer, second)
        self.after(1, 30, hands_agencies.agree, self, second, 60)
        self.after(1, 200, hands_agencies.agree, self, third, 90)
        self.after(10, 200, hands_beside.complain, self, third)
        self.after(5, 60, hands_beside.ask_authority, self, others[0])
        self.after(60, 200, hands_beside.ask_authority, self, others[1])
        self.after(5, 250, hands_beside.consulted, self, others[2])
        self.after(130, 220, self.leave, others[3])
        for letter in (date(2026, 8, 10), date(2026, 6, 24)):  # one ends in the holidays of August
            self.after(1, 9, hands_beside.disagree, self, first, letter)
        hands_school.begin(self)
        self.after(60, 200, hands_school.something_changed, self)
        ways = ("word", "letter", "no", "safety", "word", "letter", "word")
        for pupil, way in zip([second, third, *others], ways, strict=False):
            self.after(3, 180, hands_agencies.think, self, pupil, way)
        self.after(1, 25, hands_agencies.think, self, first, "word")
        self.after(1, 25, hands_agencies.think, self, elm_plan, "safety")
        self.after(20, 200, hands_agencies.unasked, self, third)
        for pupil, weeks in ((second, 4), (third, None), (others[0], 12), (others[3], 6)):
            self.after(2, 40, hands_help.propose, self, pupil, weeks)
        for room in (hands_reports, hands_moving, hands_asking, hands_voice, hands_census):
            room.begin(self)

    # What the hands use

    @staticmethod
    def at(day: date, hour: int, minute: int = 0):
        return moment.at(datetime.combine(day, time(hour, minute), moment.LONDON))

    @property
    def today(self) -> date:
        return moment.today()

    def owe(self, kind, number, due, **duty) -> None:
        if duty.get("pupil") in self.left:
            return
        self.diary.owe(kind, number, due, **duty)
        self.plan_anew(kind, number)

    def end(self, kind, number, *, met=True) -> None:
        self.diary.end(kind, number, self.today, met=met)
        self.planned.pop((kind, number), None)

    def plan(self, kind, number, day) -> None:
        self.planned[kind, number] = day

    def plan_anew(self, kind, number) -> None:
        self.planned[kind, number] = self.day_for(kind, self.diary.open[kind, number].due)

    def day_for(self, kind, due) -> date:
        """In time, on the last day, late or never."""
        habit, ahead = self.chance.random(), max((due - self.today).days, 0)
        if kind == "ehc-plan-meeting":  # a review is begun long before
            return due - DAY * self.chance.randint(30, 75)
        if habit < 0.45:
            return self.today + DAY * self.chance.randint(0, ahead)
        if habit < 0.65:
            return due
        return due + DAY * self.chance.randint(1, 20) if habit < 0.92 else NEVER

    def on(self, day, do, number) -> None:
        self.agenda.setdefault(day, []).append((do, (self, number)))

    def after(self, least, most, do, *args) -> None:
        """On some school day between."""
        day = law.next_open(self.today + DAY * self.chance.randint(least, most))
        if do.__module__ == hands.__name__:
            args = (self, *args)
        self.agenda.setdefault(day, []).append((do, args))

    def teacher(self, pupil):
        """The SENCO for a child who is in no class."""
        number = self.diary.whose_class(pupil.pk, self.today)
        people = (self.here.first, self.here.second, self.here.elm)
        return next((each for each in people if each.pk == number), self.here.senco)

    def is_here(self, pupil: int) -> bool:
        return pupil not in self.left

    def children_in(self, group: int) -> list[int]:
        mine = (each for each in self.here.children if each.class_group_id == group)
        return [each.pk for each in mine if each.pk not in self.left]

    # What happens by itself

    def refer(self, pupil) -> None:
        pupil = Pupil.objects.select_related("school__policy").get(pk=pupil.pk)
        if self.is_here(pupil.pk) and not pupil.referrals.filter(state__in=OPEN).exists():
            source = self.chance.choice(["staff", "staff", "parent"])
            row = referrals.sent(
                pupil, self.teacher(pupil), source=source, raised_by_name="Leila Brightwater"
            )
            hands.sent(self, row)

    def leave(self, pupil) -> None:
        pupils.leave(pupil=pupil, on=self.today, by=self.here.office)
        self.left.add(pupil.pk)
        self.runs.leave(pupil.pk)
        self.diary.leave(pupil.pk, self.today)
        self.letters.out = {
            number: out for number, out in self.letters.out.items() if out.pupil != pupil.pk
        }
        self.letters.tidy()

    # The days

    def keep(self) -> None:
        """What follows from the day and from what was done, without anybody's hand."""
        self.terms.keep()
        self.runs.keep()
        for each in (self.boards, self.handovers, self.moves, self.census):
            each.keep()
        hands_agencies.run_out(self)
        hands_voice.forget(self)

    def live(self, until: date) -> None:
        day = school.BEGINS
        while day <= until:
            self.one(day)
            day += DAY

    def one(self, day: date) -> None:
        with self.at(day, 2):
            self.diary.ended = {}
            for task in HOURLY:
                task()
            self.keep()
            self.letters.night()
        mails.in_the_morning(self, day)
        with self.at(day, 10):
            self.work(day)
            self.keep()
            self.compare(day)
        mails.in_the_evening(self, day)

    def work(self, day: date) -> None:
        for do, args in self.agenda.pop(day, []):
            do(*args)
            self.keep()
        for key in sorted(key for key, when in self.planned.items() if when <= day):
            kind, number = key
            able = law.is_open(day) or (kind in OUTSIDE and day.weekday() < 5)
            if able and key in self.diary.open and kind in hands.HANDS:
                self.planned.pop(key, None)
                hands.HANDS[kind](self, number)
                self.keep()
        if law.is_open(day):
            hands_ticks.day_by_day(self)
        if day.weekday() == 0:
            hands_ticks.look_through(self)
            self.runs.compare(f"seed {self.seed}, {day}")

    def compare(self, day: date) -> None:
        """The table says what the diary says, and the product's own recount agrees."""
        where = f"seed {self.seed}, {day}"
        rows = Deadline.objects.filter(school=self.here.school, kind__in=law.KINDS)
        table = {
            (row.kind, row.object_id): (row.due_on, row.owner_id or row.owner_role, row.is_waiting)
            for row in rows.open()
        }
        said = self.diary.said(day)
        by_law = set(rows.open().filter(is_legal=True).values_list("kind", "object_id"))
        assert by_law == {key for key, duty in self.diary.open.items() if duty.by_law}, where
        assert table == said, f"{where}\n{told_apart(table, said)}"
        if day.toordinal() % self.recount_each == 0:
            assert differences(self.here.school.pk) == [], where
        closed = {}
        for row in rows.filter(closed_at__date=day).order_by("closed_at", "pk"):
            closed[row.kind, row.object_id] = row.state == "done"
        ended = self.diary.ended
        assert closed.keys() == ended.keys(), f"{where}\n{closed}\n{ended}"
        wrong = {key for key, met in ended.items() if met is not None and closed[key] != met}
        assert not wrong, f"{where}: met or fell away? {wrong}"


def told_apart(table: dict, said: dict) -> str:
    return "\n".join(
        f"{key}: the table {table.get(key)}, the diary {said.get(key)}"
        for key in sorted(table.keys() | said.keys(), key=str)
        if table.get(key) != said.get(key)
    )
