"""Duties that come with the calendar, and letters that families answer or do not."""

from dataclasses import dataclass
from datetime import date

from iep.models import SupportPlan
from iep.reviews.models import PlanCheck
from letters import services as letters
from letters.chasers import services as chasers
from letters.models import Batch, Chase, Letter
from schools.models import Term
from tests.reminders.year import families, hands_agencies, law
from tests.reminders.year.families import Families
from tests.reminders.year.hands import does

STILL_DAYS = 42  # a letter that nobody asked about for so long is left to a person


class Terms:
    """What each term and half-term asks for: register, plans, a meeting of each class."""

    def __init__(self, sim):
        self.sim = sim
        self.reviewed: set[date] = set()
        self.met: set[tuple] = set()  # (class, half-term)
        self.numbers = dict(Term.objects.values_list("name", "pk"))
        self.families = Families(sim)

    def keep(self) -> None:
        today = self.sim.today
        term = law.term_of(today)
        self._register(term, today)
        self._plans(term, today)
        self.families.keep(term, today)
        half = law.half_of(today)
        for group in self.sim.here.groups.values() if half else ():
            if (group.pk, half) not in self.met:
                self.owe_once("progress-meeting", group.pk, half[1])

    def owe_once(self, kind, number, due, **duty) -> None:
        known = self.sim.diary.open.get((kind, number))
        if known is None or known.due != due:
            self.sim.owe(kind, number, due, **duty)

    def _register(self, term, today) -> None:
        """Once in each term, by its last day. One that was missed falls away with its term."""
        name, first, last = term
        for kind, number in list(self.sim.diary.open):
            if kind == "review-register" and number != self.numbers[name]:
                self.sim.end(kind, number, met=False)
        if not any(day >= first for day in self.reviewed):
            self.owe_once("review-register", self.numbers[name], last)

    def _plans(self, term, today) -> None:
        """The SENCO looks at every shared plan in each term, by its last day."""
        school, (_, first, last) = self.sim.here.school.pk, term
        key = ("check-plans", school)
        if key in self.sim.diary.open and self.sim.diary.open[key].due < first:
            self.sim.end(*key, met=False)
        looked_at = set(PlanCheck.objects.filter(period_from=first).values_list("plan", flat=True))
        shared = SupportPlan.objects.filter(state="shared").values_list("pk", "pupil")
        if any(pk not in looked_at and self.sim.is_here(pupil) for pk, pupil in shared):
            self.owe_once("check-plans", school, last)
        else:
            self.sim.end(*key)


@dataclass
class Out:
    """A letter that waits for its answer."""

    pupil: int
    hoped: date
    asked: date | None = None
    times: int = 0
    is_waiting_to_ask: bool = False


class Letters:
    """out: letters that wait; asks: letter → the request to an agency it asks consent for; invites:
    letter → the meeting with a family; both as long as they can be answered.
    """

    def __init__(self, sim):
        self.sim, self.out, self.asks, self.invites = sim, {}, {}, {}

    def went_out(self, number: int, pupil: int) -> None:
        """Its answer is hoped for in ten days, on a day when the school is open."""
        sim = self.sim
        hoped = law.next_open(law.days(sim.today, law.ANSWER_LETTER))
        self.out[number] = Out(pupil, hoped)
        sim.owe("letter-unanswered", number, hoped, pupil=pupil, is_waiting=True)
        fate = sim.chance.random()
        if fate < 0.6:
            sim.after(1, 25, self.answered, number)
        elif fate < 0.75:
            sim.after(1, 6, self.comes_back, number)

    def answered(self, number: int) -> None:
        if number not in self.out:
            return
        sim, wants_to_talk = self.sim, self.sim.chance.random() < 0.3
        more = {}
        if number in self.asks:
            more["consent"] = "yes" if sim.chance.random() < 0.8 else "no"
        if number in self.invites and sim.chance.random() < 0.3:
            more["times"] = "Rather on another day."
        letters.record_reply(
            letter=Letter.objects.get(pk=number), route="slip", received_on=sim.today,
            wants_to_talk=wants_to_talk, by=sim.here.office, **more,
        )  # fmt: skip
        sim.end("letter-unanswered", number)
        if wants_to_talk:
            due = law.days(sim.today, law.TALK)
            sim.owe("talk-wanted", number, due, pupil=self.out[number].pupil)
        del self.out[number]
        self.tidy()
        if "consent" in more:
            hands_agencies.heard(sim, number, more["consent"])
        meeting = self.invites.pop(number, None)
        if "times" in more:
            sim.after(0, 3, families.another_day, sim, meeting)

    def instead(self, old: int, new: int) -> None:
        """Written again, to the same end."""
        for known in (self.asks, self.invites):
            if old in known:
                known[new] = known.pop(old)

    def is_over(self, number: int) -> bool:
        """What came back invites to a meeting that is over."""
        return self.invites.get(number) in self.sim.terms.families.over

    def withdrawn(self, meeting: int) -> None:
        """Those that invite to this meeting, and are still to be sent or answered."""
        for number in [each for each, about in self.invites.items() if about == meeting]:
            if ("letter-came-back", number) not in self.sim.diary.open:
                del self.invites[number]
            self.out.pop(number, None)
            for kind in ("check-letter", "letter-unanswered"):
                self.sim.end(kind, number, met=False)
        self.tidy()

    def comes_back(self, number: int) -> None:
        if number not in self.out:
            return
        sim, pupil = self.sim, self.out.pop(number).pupil
        letter = Letter.objects.get(pk=number)
        letters.returned(letter=letter, by=sim.here.senco, reason="Moved")
        sim.end("letter-unanswered", number, met=False)
        due = law.days(sim.today, law.CAME_BACK)
        sim.owe("letter-came-back", number, due, pupil=pupil)
        self.tidy()

    def tidy(self) -> None:
        """A batch of which nothing waits any more asks for nothing."""
        for kind, number in list(self.sim.diary.open):
            if kind == "check-letters":
                mine = Letter.objects.filter(batch=number)
                if not mine.filter(state__in=["prepared", "approved"]).exists():
                    self.sim.end(kind, number, met=mine.exclude(issued_on=None).exists())

    def night(self) -> None:
        """Whom the school asks again tonight, counted here; the product must have asked just
        them.
        """
        sim = self.sim
        wanted = {number for number, out in self.out.items() if self.is_due(out)}
        made = Chase.objects.filter(on=sim.today, how="letter", chaser__state="prepared")
        assert set(made.values_list("letter", flat=True)) == wanted, sim.today
        for number in wanted:
            self.out[number].is_waiting_to_ask = True
        for batch in Batch.objects.filter(letters__chases_for__in=made).distinct():
            sim.owe("check-letters", batch.pk, law.days(sim.today, law.CHECK_LETTER))

    def is_due(self, out: Out) -> bool:
        if out.is_waiting_to_ask or out.times >= law.LETTERS_THAT_ASK_AGAIN:
            return False
        begin = law.days(out.asked, law.ASKED_AGAIN) if out.asked else out.hoped
        today = self.sim.today
        return out.hoped < today and begin <= today <= law.days(begin, STILL_DAYS)

    def asked_again(self, chaser: int) -> None:
        """A letter that asks again went out: so many days more, then another, then a person."""
        number = Chase.objects.values_list("letter", flat=True).get(chaser=chaser)
        out, today = self.out[number], self.sim.today
        out.asked, out.times, out.is_waiting_to_ask = today, out.times + 1, False
        self.owe_again(number, out)

    def owe_again(self, number, out) -> None:
        due = max(out.hoped, law.days(out.asked, law.ASKED_AGAIN))
        self.sim.owe("letter-unanswered", number, due, pupil=out.pupil,
                     is_waiting=out.times < law.LETTERS_THAT_ASK_AGAIN)  # fmt: skip


@does("letter-unanswered")
def ring(sim, number) -> None:
    """Once every letter of the rule has gone: the family says it on the phone, or is not in."""
    out = sim.letters.out[number]
    if out.times < law.LETTERS_THAT_ASK_AGAIN:
        return
    if sim.chance.random() < 0.5:
        sim.letters.answered(number)
        return
    chasers.note_asked(letter=Letter.objects.get(pk=number), how="phone", on=sim.today,
                       words="Nobody there.", by=sim.here.senco)  # fmt: skip
    out.asked = sim.today
    sim.letters.owe_again(number, out)
