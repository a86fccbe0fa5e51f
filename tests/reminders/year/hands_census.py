"""The return of each census, and what a governor asks after a visit: hands as in hands.py."""

from datetime import date

from pupils.models import Pupil
from register.models import RegisterEntry
from reports.census import reading
from reports.census import services as census
from reports.census.models import CensusDay
from reports.sampler import notes
from reports.sampler.models import Sample, VisitNote
from schools.models import Census as Code
from tests.reminders.year import hands, law
from tests.reminders.year.hands import does


def begin(sim) -> None:
    """The two who came with an EHC plan are put on the register, and one whom nobody writes to."""
    first, *_, elm_plan = sim.here.children
    for pupil in (first, elm_plan):
        sim.after(1, 25, hands.placed, pupil, "ehc-plan")
    sim.after(1, 40, hands.placed, sim.here.lone, "sen-support")
    for least in (5, 60, 160):
        sim.after(least, least + 40, visit, sim)


# The census


class Census:
    """handed: first days of terms whose return was handed in."""

    def __init__(self, sim):
        self.sim = sim
        self.handed: set[date] = set()

    def keep(self) -> None:
        """By the census day of each term, as long as returns are taken after it."""
        sim, term = self.sim, law.term_of(self.sim.today)
        number, day = sim.terms.numbers[term[0]], law.census_day(term)
        is_past = day is None or sim.today > law.days(day, law.RETURNS_TAKEN)
        for kind, other in list(sim.diary.open):
            if kind == "census-check" and (other != number or is_past):
                sim.end(kind, other, met=False)
        if not is_past and term[1] not in self.handed:
            sim.terms.owe_once("census-check", number, day)


@does("census-check")
def check(sim, number) -> None:
    """Not before the day; what can no more be mended for it is returned as of today."""
    term = law.term_of(sim.today)
    day = law.census_day(term)
    mend(sim)
    if sim.today < day:
        sim.plan("census-check", number, law.next_open(day))
        return
    school = sim.here.school
    if reading.extract(school, day).blocking:
        day = sim.today
    sim.census.handed.add(term[1])
    sim.end("census-check", number)
    hand_in(sim, school, day)


def hand_in(sim, school, day) -> None:
    seen = reading.extract(school, day).sha256
    row = census.hand_in(school=school, day=day, seen=seen, by=sim.here.senco)
    due = law.days(sim.today, law.APPROVE_CENSUS)
    sim.owe("census-approve", row.pk, due, falls="head")


def mend(sim) -> None:
    """Who has an EHC plan stands on the register with one."""
    for problem in reading.extract(sim.here.school, sim.today).blocking:
        pupil = Pupil.objects.get(pk=problem.pupil)
        entry = RegisterEntry.objects.open().filter(pupil=pupil).first()
        assert entry is None or entry.census_code == Code.K, problem
        hands.placed(sim, pupil, "ehc-plan")


@does("census-approve")
def approve(sim, number) -> None:
    """Where something changed since, it is handed in once more, and the head has as long again."""
    row = CensusDay.objects.select_related("school").get(pk=number)
    if reading.extract(row.school, row.day).sha256 != row.handed_sha256:
        hand_in(sim, row.school, row.day)
        return
    census.approve(census=row, seen=row.handed_sha256, by=sim.here.head)
    sim.end("census-approve", number)


# A governor's visit


def visit(sim) -> None:
    """A sample is drawn from eight plans at least, more than this school shares at a time: it is
    there, and what is asked about it goes the way of everybody.
    """
    sample = Sample.objects.create(
        school=sim.here.school, drawn_by=sim.here.senco, seed=7, size=3, of_children=8,
        state="released", readable_until=sim.today, released_by=sim.here.head,
    )  # fmt: skip
    asked = ["How do teachers know what worked?", "Who reads the plans?"]
    asked = asked[: sim.chance.randint(0, 2)]
    row = notes.write(sample=sample, visited_on=sim.today, seen="We read all plans of the sample.",
                      questions=asked, by=sim.here.governor)  # fmt: skip
    if asked:
        sim.owe("visit-questions", row.pk, law.days(sim.today, law.ANSWER_VISIT))


@does("visit-questions")
def answer_visit(sim, number) -> None:
    """All of it; or one question, and the rest another day; or an answer is taken away again."""
    row = VisitNote.objects.get(pk=number)
    questions = list(row.questions.all())
    due, waiting = (
        sim.diary.open["visit-questions", number].due,
        [q for q in questions if not q.answer],
    )
    chosen = waiting[:1] if sim.chance.random() < 0.4 else waiting
    say(sim, row, chosen, "By the six-week check.")
    if len(chosen) < len(waiting):
        sim.plan_anew("visit-questions", number)
        return
    sim.end("visit-questions", number)
    if sim.chance.random() < 0.3:
        say(sim, row, questions[:1], "")
        sim.owe("visit-questions", number, due)


def say(sim, row, questions, words) -> None:
    row.refresh_from_db()
    answers = {each.pk: words for each in questions}
    notes.answer(note=row, answers=answers, by=sim.here.senco)
