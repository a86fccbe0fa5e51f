"""Meetings with families: whom each term asks for, and the hands that meet them."""

from collections import defaultdict
from datetime import time

from provision.family_meetings import services
from provision.models import MeetingAction, ParentMeeting
from pupils.models import Pupil
from register.models import RegisterEntry
from tests.reminders.year import law
from tests.reminders.year.hands import does, prepared

NOTHING = {"came": "Leila", "parents_words": "", "pupil_words": "", "notes": "", "next_on": None}


class Families:
    """met: (child, first day of the term); over: meetings that took place, or did not. Who has
    support is read; the days are counted here.
    """

    def __init__(self, sim):
        self.sim = sim
        self.met: set[tuple] = set()
        self.over: set[int] = set()

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
    """At once, at the gate; or on a day some time ahead to which the family is invited."""
    pupil = Pupil.objects.get(pk=number)
    teacher = sim.teacher(pupil)
    if ParentMeeting.objects.open().filter(pupil=pupil).exists():
        return
    who = {"pupil": pupil, "by": teacher, "led_by": teacher}
    if sim.chance.random() < 0.35:
        hold(sim, services.plan(planned_on=sim.today, **who))
        return
    day = law.next_open(law.days(sim.today, sim.chance.randint(5, 20)))
    row = services.plan(planned_on=day, starts_at=hour(sim, pupil), place="The library", **who)
    invite(sim, row, teacher)
    sim.on(day, on_the_day, row.pk)


def hour(sim, pupil) -> time:
    """Each family has its own, so that nobody meets two at one time."""
    number = [each.pk for each in (*sim.here.children, sim.here.lone)].index(pupil.pk)
    return time(13 + number // 2, number % 2 * 30)


def invite(sim, row, teacher) -> None:
    """By letter, by phone, or not at all."""
    way = sim.chance.random()
    if way < 0.55:
        for letter in services.prepare_letters(meeting=row, by=teacher):
            sim.letters.invites[letter.pk] = row.pk
            prepared(sim, letter)
    elif way < 0.8:
        services.told(meeting=row, version=row.version, by=teacher, how="By phone", on=sim.today,
                      contacts=[row.pupil.contacts.first().pk], answer="coming")  # fmt: skip


def another_day(sim, number) -> None:
    """The family asked for one: what invited to the first is withdrawn, and it is told by phone."""
    row = ParentMeeting.objects.select_related("pupil", "led_by").get(pk=number)
    if not row.is_open:
        return
    day = law.next_open(law.days(sim.today, sim.chance.randint(2, 9)))
    row = services.change(
        meeting=row, version=row.version, by=row.led_by, planned_on=day, starts_at=row.starts_at,
        minutes=20, place="The classroom", led_by=row.led_by, others="",
    )  # fmt: skip
    sim.letters.withdrawn(number)
    sim.on(day, on_the_day, number)


def on_the_day(sim, number) -> None:
    """It is held; or nobody came, and another one is to be planned."""
    row = ParentMeeting.objects.select_related("pupil", "led_by").get(pk=number)
    if not row.is_open or row.planned_on != sim.today:
        return
    if sim.chance.random() < 0.75:
        hold(sim, row)
        return
    services.end(meeting=row, version=row.version, step="not held", why_not="Nobody came.",
                 by=row.led_by)  # fmt: skip
    over(sim, number)
    if ("parent-meeting", row.pupil_id) in sim.diary.open:
        sim.plan_anew("parent-meeting", row.pupil_id)


def over(sim, number) -> None:
    sim.terms.families.over.add(number)
    sim.letters.withdrawn(number)


def hold(sim, row) -> None:
    """Now and then the teacher, or the family, is to do something within two weeks."""
    teacher, due = sim.teacher(row.pupil), law.days(sim.today, 14)
    ours = {"pk": None, "what": "Word cards", "who": teacher.name, "owner": teacher, "due_on": due}
    theirs = ours | {"what": "Reads at home", "who": "Leila", "owner": None}
    row = services.record(
        meeting=row, version=row.version, by=teacher, held_on=sim.today,
        actions=sim.chance.choice([[], [ours], [theirs], [ours, theirs]]), **NOTHING,
    )  # fmt: skip
    over(sim, row.pk)
    services.add_note(meeting=row, text="He liked to be asked.", by=teacher)
    number, (_, first, _) = row.pupil_id, law.term_of(sim.today)
    sim.terms.families.met.add((number, first))
    sim.end("parent-meeting", number)
    for action in row.actions.all():
        whose = {"named": action.owner_id, "is_waiting": action.owner is None}
        sim.owe("parent-meeting-action", action.pk, due, pupil=number, falls="teacher", **whose)


@does("parent-meeting-action")
def act(sim, number) -> None:
    row = MeetingAction.objects.select_related("pupil").get(pk=number)
    services.done(action=row, version=row.version, done_on=sim.today, done_words="Made.",
                  by=sim.teacher(row.pupil))  # fmt: skip
    sim.end("parent-meeting-action", number)
