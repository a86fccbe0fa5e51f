"""Meetings with families: whom each term asks for, and the hands that meet them."""

from collections import defaultdict

from provision.family_meetings import services
from provision.models import MeetingAction
from pupils.models import Pupil
from register.models import RegisterEntry
from tests.reminders.year import law
from tests.reminders.year.hands import does

NOTHING = {"came": "Leila", "parents_words": "", "pupil_words": "", "notes": "", "next_on": None}


class Families:
    """met: (child, first day of the term). Who has support is read; the days are counted here."""

    def __init__(self, sim):
        self.sim = sim
        self.met: set[tuple] = set()

    def keep(self, term, today) -> None:
        """Once in each term by its last school day, for whom support runs four weeks before it."""
        _, first, last = term
        begins, ends = law.next_open(first), law.last_open(last)
        if today < begins:
            return
        asked = set(self.supported_on(max(begins, law.weeks(ends, -4))))
        for pupil in asked:
            if (pupil, first) not in self.met:
                self.sim.terms.owe_once("parent-meeting", pupil, ends, pupil=pupil, falls="teacher")
        for kind, number in list(self.sim.diary.open):
            if kind == "parent-meeting" and number not in asked:
                self.sim.end(kind, number, met=False)

    def supported_on(self, day) -> list[int]:
        """Children who have support now and had it, or have it still, on that day."""
        spells = defaultdict(list)
        for row in RegisterEntry.objects.exclude(census_code="N").order_by("from_on", "pk"):
            spells[row.pupil_id].append((row.from_on, row.until_on))
        return [
            pupil for pupil, found in spells.items()
            if self.sim.is_here(pupil) and any(end is None for _, end in found)
            and any(start <= day and (end is None or end >= day) for start, end in found)
        ]  # fmt: skip


@does("parent-meeting")
def meet(sim, number) -> None:
    """Now and then something is agreed that the teacher does within two weeks."""
    pupil = Pupil.objects.get(pk=number)
    teacher = sim.teacher(pupil)
    row = services.plan(pupil=pupil, by=teacher, planned_on=sim.today, led_by=teacher)
    due = law.days(sim.today, 14)
    agreed = {"pk": None, "what": "Word cards", "who": teacher.name, "owner": teacher,
              "due_on": due}  # fmt: skip
    row = services.record(
        meeting=row, version=row.version, by=teacher, held_on=sim.today,
        actions=[agreed] if sim.chance.random() < 0.5 else [], **NOTHING,
    )  # fmt: skip
    _, first, _ = law.term_of(sim.today)
    sim.terms.families.met.add((number, first))
    sim.end("parent-meeting", number)
    for action in row.actions.all():
        sim.owe("parent-meeting-action", action.pk, due, pupil=number, named=teacher.pk,
                falls="teacher")  # fmt: skip


@does("parent-meeting-action")
def act(sim, number) -> None:
    row = MeetingAction.objects.select_related("pupil").get(pk=number)
    services.done(action=row, version=row.version, done_on=sim.today, done_words="Made.",
                  by=sim.teacher(row.pupil))  # fmt: skip
    sim.end("parent-meeting-action", number)
