"""The governors' report of each term, what the school publishes for everybody, and taking all
records away: hands as in hands.py.
"""

from datetime import date

from reports.board import services as boards
from reports.board.models import BoardEdition
from reports.export import services as exports
from reports.export.models import SchoolExport
from reports.public import content, reading
from reports.public import services as public
from reports.public.models import PublicDocument
from tests.reminders.year import law
from tests.reminders.year.hands import does

STRATEGY, REPORT = "inclusion-strategy", "sen-information-report"


def begin(sim) -> None:
    sim.owe("begin-public-document", sim.here.school.pk, law.GRANT_STRATEGY)
    for least in (3, 90, 200):
        sim.after(least, least + 40, ask_export, sim)


# The governors' report


class Boards:
    """published: first days of terms whose report is out; of: edition → first day of its term."""

    def __init__(self, sim):
        self.sim = sim
        self.published: set[date] = set()
        self.of: dict[int, date] = {}

    def keep(self) -> None:
        """Once in each term; one that was missed falls away with its term."""
        sim = self.sim
        name, first, last = law.term_of(sim.today)
        number = sim.terms.numbers[name]
        for kind, other in list(sim.diary.open):
            if kind == "board-report" and other != number:
                sim.end(kind, other, met=False)
        if first not in self.published:
            due = max(first, law.days(last, -law.BOARD_HAS_IT))
            sim.terms.owe_once("board-report", number, due)

    def out(self, row) -> None:
        """Published: drafts of terms before can be published no more."""
        self.published.add(row.starts_on)
        for number, first in self.of.items():
            if first < row.starts_on:
                self.sim.end("board-report-confirm", number, met=False)


@does("board-report")
def board_report(sim, number) -> None:
    """Written by the SENCO; confirmed by the head; published, or written once more before."""
    row = BoardEdition.objects.filter(term=number).first()
    row = row or boards.begin(school=sim.here.school, by=sim.here.senco)
    if row.state == "confirmed" and sim.chance.random() < 0.8:
        boards.publish(edition=row, by=sim.here.senco)
        sim.end("board-report", number)
        sim.boards.out(row)
        return
    if row.written_at is None or sim.chance.random() < 0.2 or row.state == "confirmed":
        write_board(sim, row)
    sim.plan("board-report", number, law.next_open(law.days(sim.today, 3)))


def write_board(sim, row) -> None:
    boards.write(edition=row, by=sim.here.senco, well=f"Seen on {sim.today}.", asks="Visit us.")
    sim.boards.of[row.pk] = row.starts_on
    due = law.days(sim.today, law.CONFIRM_WORDS)
    sim.owe("board-report-confirm", row.pk, due, falls="head")


@does("board-report-confirm")
def confirm(sim, number) -> None:
    """And now and then takes it back on the same day: the words wait again, by the same day."""
    due = sim.diary.open["board-report-confirm", number].due
    row = BoardEdition.objects.select_related("school").get(pk=number)
    row = boards.confirm(edition=row, by=sim.here.head)
    sim.end("board-report-confirm", number)
    if sim.chance.random() < 0.2:
        boards.take_back(edition=row, by=sim.here.head)
        sim.owe("board-report-confirm", number, due, falls="head")


# What everybody reads


@does("begin-public-document")
def strategy(sim, number) -> None:
    """A school with the grant begins it: on the website by the day of the grant."""
    sim.end("begin-public-document", number)
    row = public.begin(school=sim.here.school, outline=STRATEGY, by=sim.here.senco)
    sim.owe("publish-public-document", row.pk, law.GRANT_STRATEGY)


@does("publish-public-document")
def go_on(sim, number) -> None:
    """One step a day: written and approved, the governors' approval noted, published."""
    row = step(sim, PublicDocument.objects.select_related("school").get(pk=number))
    if row.state == "published":
        sim.diary.again("publish-public-document", number, sim.today)
        sim.owe("publish-public-document", number, law.years(sim.today, 1))
        return
    sim.plan("publish-public-document", number, law.next_open(law.days(sim.today, 2)))


def step(sim, row) -> PublicDocument:
    by = {"document": row, "by": sim.here.senco}
    if row.state == "approved" and sim.chance.random() < 0.1:
        return public.change_again(**by)
    if row.state == "approved":
        return public.record_governors(
            document=row, on=sim.today, minuted_by="Ms Clerk", minute="Item 7", by=sim.here.head,
            version=row.version,
        )  # fmt: skip
    if row.state == "minuted":
        public.publish(made=public.printed(row), **by)
        row.refresh_from_db()
        return row
    if row.state == "published":
        row = public.begin_next(**by)
    write_all(sim, row)
    seen = content.digest(reading.value_of(row))
    return public.approve(document=row, seen=seen, by=sim.here.head)


def write_all(sim, row) -> None:
    for part in row.about.sections:
        is_named = part.kind == "named"
        public.save_section(
            document=row, key=part.key, words="We listen first.", by=sim.here.senco,
            version=reading.section_of(row, part.key).version, name="Belonging" * is_named,
        )  # fmt: skip
        if part.kind == "budget" and not reading.lines_of(row):
            public.new_line(document=row, activity="Books", year=2026, pence=9, by=sim.here.senco)


def information_report(sim) -> None:
    """All of it on one day: what the school owes is done by it, once on each day."""
    row = public.begin(school=sim.here.school, outline=REPORT, by=sim.here.senco)
    while row.state != "published" or row.published_on != sim.today:
        row = step(sim, row)


# All records of the school


def ask_export(sim) -> None:
    """One that nobody decided is stopped before."""
    for row in SchoolExport.objects.under_way().filter(school=sim.here.school):
        stop(sim, row.pk)
        sim.end("school-export-second", row.pk, met=False)
    row = exports.ask(school=sim.here.school, by=sim.here.senco, reason="We move to the trust.")
    due = law.working_days(sim.today, law.SECOND_PERSON)
    sim.owe("school-export-second", row.pk, due, falls="head")


@does("school-export-second")
def second(sim, number) -> None:
    """The head agrees, or not; or whoever asked thinks better of it."""
    row, way = SchoolExport.objects.get(pk=number), sim.chance.random()
    if way < 0.5:
        row = exports.agree(row=row, by=sim.here.head)
        sim.after(1, 5, stop, sim, number)
    elif way < 0.75:
        exports.refuse(row=row, by=sim.here.head, words="Not now.")
    else:
        stop(sim, number)
    sim.end("school-export-second", number, met=way < 0.75)


def stop(sim, number) -> None:
    row = SchoolExport.objects.get(pk=number)
    if row.state in ("asked", "making"):
        exports.stop(row=row, by=sim.here.senco)
