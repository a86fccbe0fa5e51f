"""A class that goes to its next teacher, children who come and those who leave for the next school:
hands as in hands.py.
"""

from datetime import date

from iep.handover import services as handovers
from iep.handover.models import Handover, HandoverNote
from iep.moves import services as moves
from iep.moves.models import MoveTask
from pupils.models import Pupil
from tests.reminders.year import law
from tests.reminders.year.hands import does
from tests.reminders.year.school import NEW_TEACHER_FROM

JOINING, LEAVING = ("visit", "records", "parents", "first-weeks"), (
    "talk", "meeting", "papers", "consent",
)  # fmt: skip
BORN = date(2018, 5, 2)


def begin(sim) -> None:
    """One class changes hands after half-term, one at New Year, one in September."""
    elm, willow = sim.here.groups["Elm"], sim.here.groups["Willow"]
    sim.after(1, 9, hand_on, sim, elm, date(2026, 11, 2), (date(2026, 9, 30), date(2026, 10, 9)))
    sim.after(30, 60, hand_on, sim, willow, NEW_TEACHER_FROM)
    sim.after(230, 260, hand_on, sim, elm, date(2027, 9, 1))
    for least, first in ((2, date(2026, 11, 9)), (40, date(2027, 9, 1)), (220, date(2027, 6, 14))):
        sim.after(least, least + 15, joins, sim, first)


# Handing a class on


class Handovers:
    """takes_on: handover → the first day of the next teacher; read_by: → by when it is read; of:
    note → its handover.
    """

    def __init__(self, sim):
        self.sim = sim
        self.takes_on: dict[int, date] = {}
        self.read_by: dict[int, date] = {}
        self.of: dict[int, int] = {}

    def keep(self) -> None:
        """From that day on the SENCO writes and answers what the last teacher did not."""
        diary = self.sim.diary
        for (kind, number), duty in list(diary.open.items()):
            if kind in ("write-handover", "answer-handover") and duty.named:
                of = self.of[number] if kind == "answer-handover" else number
                if self.sim.today >= self.takes_on[of]:
                    diary.owe(kind, number, duty.due, pupil=duty.pupil)

    def owe(self, kind, number, of, due, named, **about) -> None:
        is_over = kind != "accept-handover" and self.sim.today >= self.takes_on[of]
        whose = {} if is_over else {"named": named.pk, "is_personal": True}
        self.sim.owe(kind, number, due, **whose, **about)


def hand_on(sim, group, takes_on, days=(None, None)) -> None:
    """days: by which it is written and read; else a week and a half before the last term before
    ends, and in the first week.
    """
    write_by, accept_by = days
    row = handovers.start(
        school=sim.here.school, class_group=group, takes_on=takes_on, receiver=sim.here.second,
        by=sim.here.senco, write_by=write_by, accept_by=accept_by,
    )  # fmt: skip
    sim.handovers.takes_on[row.pk] = takes_on
    sim.handovers.read_by[row.pk] = accept_by or law.handover_read(takes_on)
    to_write(sim, row, write_by or law.handover_written(takes_on))


def to_write(sim, row, due) -> None:
    holder = sim.here.elm if row.class_group == sim.here.groups["Elm"] else sim.here.first
    sim.handovers.owe("write-handover", row.pk, row.pk, due, holder)


@does("write-handover")
def write(sim, number) -> None:
    """Now and then it gets another day first."""
    row = Handover.objects.select_related("school", "class_group", "receiver").get(pk=number)
    if sim.chance.random() < 0.15 and sim.today < row.takes_on:
        due = law.days(row.write_by, 7)
        days = {name: getattr(row, name) for name in ("to_class", "receiver", "takes_on")}
        handovers.change(handover=row, version=row.version, by=sim.here.senco, write_by=due,
                         accept_by=row.accept_by, **days)  # fmt: skip
        to_write(sim, row, due)
        return
    by = sim.here.elm if row.class_group == sim.here.groups["Elm"] else sim.here.first
    write_notes(row, by if sim.today < row.takes_on else sim.here.senco, sim)
    paper = handovers.paper_to_hand(row, row.version)
    row = handovers.hand_over(handover=row, paper=paper, by=by)
    sim.end("write-handover", number)
    due = sim.handovers.read_by[number]
    sim.handovers.owe("accept-handover", number, number, due, sim.here.second)


def write_notes(row, by, sim) -> None:
    if not row.notes.current().exists():
        child = Pupil.objects.filter(pk__in=sim.children_in(row.class_group_id)).first()
        handovers.add_child(handover=row, pupil=child, by=sim.here.senco)
    for note in row.notes.current().filter(written_at=None):
        handovers.write(note=note, version=note.version, works="Cards.", words="Kind.", by=by)


@does("accept-handover")
def read(sim, number) -> None:
    """Taken back once more while nobody read it; or asked about one child; then all is read."""
    row, way = Handover.objects.get(pk=number), sim.chance.random()
    notes = list(row.notes.current().select_related("pupil"))
    if way < 0.15 and not any(note.read_at or note.asked_at for note in notes):
        handovers.take_back(handover=row, version=row.version, by=sim.here.senco)
        sim.end("accept-handover", number, met=False)
        to_write(sim, row, row.write_by)
        return
    if way < 0.8 and notes and notes[0].asked_at is None:
        ask(sim, row, notes[0])
        sim.plan("accept-handover", number, law.next_open(law.days(sim.today, 2)))
        return
    handovers.read_all(handover=row, notes=[note.pk for note in notes], by=sim.here.second)
    sim.end("accept-handover", number)


def ask(sim, row, note) -> None:
    handovers.ask(note=note, question="Which cards?", by=sim.here.second)
    due = law.next_open(law.days(sim.today, law.HANDOVER_ANSWER))
    sim.handovers.of[note.pk] = row.pk
    holder = sim.here.elm if row.class_group_id == sim.here.groups["Elm"].pk else sim.here.first
    sim.handovers.owe("answer-handover", note.pk, row.pk, due, holder, pupil=note.pupil_id)


@does("answer-handover")
def answer(sim, number) -> None:
    note = HandoverNote.objects.get(pk=number)
    handovers.answer(note=note, version=note.version, answer="Blue ones.", by=sim.here.senco)
    sim.end("answer-handover", number)


# Children who come, and those who leave for the next school


class Moves:
    """lists: leavers with a list of their own. Who is on the register is read."""

    def __init__(self, sim):
        self.sim = sim
        self.lists: set[int] = set()

    def keep(self) -> None:
        """From the first day of the spring term, while somebody of the oldest year with needs has
        no list: within its first four weeks.
        """
        sim, spring = self.sim, law.TERMS[1][1]
        if not spring <= sim.today <= date(2027, 8, 31):
            return
        key = ("begin-transition", sim.here.school.pk)
        if self.without():
            sim.terms.owe_once(*key, law.weeks(spring, law.FIRST_WEEKS))
        else:
            sim.end(*key, met=False)

    def without(self) -> list[int]:
        oldest = Pupil.objects.filter(class_group=self.sim.here.groups["Elm"])
        rows = oldest.filter(stage__on_register=True).order_by("pk").values_list("pk", flat=True)
        return [pk for pk in rows if self.sim.is_here(pk) and pk not in self.lists]


@does("begin-transition")
def begin_lists(sim, number) -> None:
    """For all of them; or for one, and the others another day."""
    waiting = sim.moves.without()
    if len(waiting) > 1 and sim.chance.random() < 0.4:
        child = Pupil.objects.select_related("school").get(pk=waiting[0])
        moves.start_move(pupil=child, direction="leaving", by=sim.here.senco)
        waiting = waiting[:1]
        sim.plan_anew("begin-transition", number)
    else:
        moves.start_leavers(school=sim.here.school, by=sim.here.senco)
        sim.end("begin-transition", number)
    sim.moves.lists |= set(waiting)
    for pupil in waiting:
        owe_tasks(sim, pupil, LEAVING, None)


def joins(sim, first) -> None:
    """A child who is known to come on that day."""
    move = moves.add_joiner(
        school=sim.here.school, by=sim.here.senco, setting="Little Acorns", admitted_on=first,
        legal_first_name="Nia", legal_last_name="Brook", year="3", born_on=BORN,
    )  # fmt: skip
    owe_tasks(sim, move.pupil_id, JOINING, first)


def owe_tasks(sim, pupil, keys, turns) -> None:
    due = law.move_by(sim.today, turns)
    rows = MoveTask.objects.filter(pupil=pupil, state="open")
    numbers = dict(rows.values_list("key", "pk"))
    assert set(numbers) == set(keys)
    for key in keys:
        sim.owe(f"move-{key}", numbers[key], due, pupil=pupil)


@does("move-visit")
@does("move-records")
@does("move-parents")
@does("move-first-weeks")
@does("move-talk")
@does("move-meeting")
@does("move-papers")
@does("move-consent")
def task(sim, number) -> None:
    """Done, or not needed; now and then it turns out a day later that it was not done."""
    row, is_done = MoveTask.objects.get(pk=number), sim.chance.random() < 0.75
    kind = f"move-{row.key}"
    due = sim.diary.open[kind, number].due
    state = "done" if is_done else "not_needed"
    moves.end_task(task=row, version=row.version, by=sim.here.senco, state=state, note="We rang.")
    sim.end(kind, number, met=is_done)
    if sim.chance.random() < 0.15:
        sim.after(1, 4, open_again, sim, number, due)


def open_again(sim, number, due) -> None:
    row = MoveTask.objects.select_related("pupil").get(pk=number)
    if not sim.is_here(row.pupil_id):
        return
    moves.end_task(task=row, version=row.version, by=sim.here.senco, state="open", note="")
    sim.owe(f"move-{row.key}", number, due, pupil=row.pupil_id)
