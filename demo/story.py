"""What happened at a demo school in the last half year, step by step, each on its day.

Every state a referral, a plan and a letter can be in has its child; every step runs through the
service that the pages use, with the clock set back.
"""

from contextlib import contextmanager
from datetime import timedelta

from demo.words import STORIES, Story
from iep import services as plans
from letters import services as letters
from pupils import sharing
from referrals import services as referrals
from referrals import triage
from register import services as register
from sendcase import moment


@contextmanager
def days_ago(days: int):
    """That many days before now; never on a weekend."""
    then = moment.now() - timedelta(days=days)
    then -= timedelta(days=max(0, then.astimezone(moment.LONDON).weekday() - 4))
    with moment.at(then):
        yield


class Teller:
    """Steps of the story, for one school."""

    def __init__(self, school, staff, pupils):
        self.school, self.staff, self.pupils = school, staff, pupils
        self.areas = {area.code: area for area in school.areas.all()}
        self.start = school.stages.get(is_referral_start=True)

    def words_for(self, pupil) -> Story:
        return STORIES[self.pupils.index(pupil) % len(STORIES)]

    def teacher_of(self, pupil):
        held = pupil.class_group.staff.filter(is_lead=True).first()
        return held.user

    def refer(self, pupil, days, send=True, concern="send"):
        words, first = self.words_for(pupil), pupil.first_name
        with days_ago(days):
            values = {
                "concern": concern, "source": "staff", "carer_name": "",
                "reasons": words.reasons.format(name=first),
                "interventions": words.interventions.format(name=first),
                "parent_spoken_by": self.teacher_of(pupil).name,
                "parent_spoken_on": moment.today(),
                "parent_said": f"They see the same at home and are glad that {first} gets help.",
                "pupil_spoken_by": self.teacher_of(pupil).name,
                "pupil_said": "I like it best when somebody shows me first.",
                "underneath": "Attendance is good. Hearing and sight were checked this year.",
            }  # fmt: skip
            referral = referrals.start(
                pupil=pupil, by=self.teacher_of(pupil), values=values,
                areas=[self.areas[words.area]], tests=[words.test],
            )  # fmt: skip
            if send:
                referral = referrals.submit(
                    referral=referral, version=referral.version, by=self.teacher_of(pupil)
                )
        return referral

    def accept(self, referral, days):
        words = self.words_for(referral.pupil)
        with days_ago(days):
            return triage.accept(
                referral=referral, version=referral.version, by=self.staff["senco"],
                stage=self.start, reason="Good teaching alone has not closed the gap.",
                evidence="Class assessment and the teacher’s notes.",
                needs=[(words.need, words.need_words)], areas=[self.areas[words.area]],
            )  # fmt: skip

    def write(self, pupil, days, agree=True):
        words, teacher = self.words_for(pupil), self.teacher_of(pupil)
        with days_ago(days):
            kind = self.kind_for(pupil)
            plan = plans.start_plan(pupil=pupil, kind=kind, by=teacher)
            plan = self.fill(plan, words, teacher)
            if agree:
                signer = teacher if kind.agreed_by == "teacher" else self.staff["senco"]
                plan = plans.agree(plan=plan, by=signer)
        return plan

    def kind_for(self, pupil):
        pupil.refresh_from_db()
        return pupil.stage.plan_kinds.first() or self.school.plan_kinds.first()

    def fill(self, plan, words, teacher):
        first = plan.pupil.first_name
        head = {
            "strengths": words.strengths.format(name=first),
            "concerns": words.reasons.format(name=first),
            "pupil_views": "I want to do it by myself.",
            "parent_views": "We are happy with these targets.",
            "home_support": words.home.format(name=first),
        }
        rows = [{k: v.format(name=first) for k, v in row.items()} for row in words.targets]
        return plans.save_plan(plan=plan, version=plan.version, by=teacher, head=head, rows=rows)

    def share(self, plan, days):
        with days_ago(days):
            return plans.share(plan=plan, by=self.teacher_of(plan.pupil)).letters

    def signer(self):
        return self.staff[self.school.policy.letters_signed_by]

    def approve(self, prepared, days):
        with days_ago(days):
            return [letters.approve(letter=letter, by=self.signer()) for letter in prepared]

    def issue(self, approved, days):
        with days_ago(days):
            return [letters.issue(letter=letter, by=self.staff["senco"]) for letter in approved]

    def answer(self, issued, days):
        with days_ago(days):
            for letter in issued:
                letters.record_reply(
                    letter=letter, route="slip", received_on=moment.today(), wants_to_talk=True,
                    words="Thank you. We would like to talk about reading at home.",
                    by=self.staff["office"],
                )  # fmt: skip

    def whole_way(self, pupil, days):
        """Concern, accepted, plan shared, letter answered: ends `days` ago. Returns the plan."""
        self.accept(self.refer(pupil, days + 40), days + 35)
        plan = self.write(pupil, days + 28)
        sent = self.issue(self.approve(self.share(plan, days + 25), days + 24), days + 23)
        self.answer(sent, days + 15)
        plan.refresh_from_db()
        return plan

    def review(self, plan, days, last="partly"):
        with days_ago(days):
            rows = list(plan.targets.filter(removed_at=None))
            outcomes = dict.fromkeys((row.pk for row in rows), ("met", "Seen in two lessons."))
            outcomes[rows[-1].pk] = (last, "Needs more time.")
            plans.review(
                plan=plan, by=self.teacher_of(plan.pupil), reviewed_on=moment.today(),
                outcomes=outcomes, pupil_views="I did two of them!",
            )  # fmt: skip
            plan.refresh_from_db()
        return plan


def tell(school, staff, pupils) -> None:
    """The whole story of one school."""
    teller = Teller(school, staff, pupils)
    concerns(teller, pupils[0:9])
    plans_on_their_way(teller, pupils[9:15])
    older_cases(teller, pupils[15:20])


def concerns(teller, pupils) -> None:
    """Each state of a referral."""
    teller.refer(pupils[0], 3)
    teller.refer(pupils[1], 16)
    teller.refer(pupils[2], 1, send=False)
    asked, in_class, pastoral, taken_back = (
        teller.refer(pupil, days, concern=concern)
        for pupil, days, concern in zip(
            pupils[3:7], (9, 12, 11, 10), ("send", "send", "pastoral", "send"), strict=True
        )
    )
    senco = teller.staff["senco"]
    with days_ago(6):
        triage.ask_for_more(
            referral=asked, version=asked.version, by=senco,
            reason="It is not clear yet what was tried.",
            asked="Please add how often the group met and what changed.",
        )  # fmt: skip
        triage.resolve_in_class(
            referral=in_class, version=in_class.version, by=senco,
            reason="The gap is small and closing.",
            advice="Keep the seat near the board and check again in six weeks.",
        )  # fmt: skip
        triage.pass_to_pastoral(
            referral=pastoral, version=pastoral.version, by=senco,
            reason="What worries the child is at home, not in learning.",
            taken_on_by=teller.school.head_name,
        )  # fmt: skip
        referrals.withdraw(
            referral=taken_back, version=taken_back.version, by=taken_back.raised_by,
            reason="Raised twice by mistake.",
        )  # fmt: skip
    teller.accept(teller.refer(pupils[7], 12), 5)
    teller.accept(teller.refer(pupils[8], 40), 30)


def plans_on_their_way(teller, pupils) -> None:
    """A plan as a draft, agreed, shared; its letter prepared, approved, sent and unanswered."""
    for pupil, days in zip(pupils, (9, 9, 9, 16, 32, 27), strict=True):
        teller.accept(teller.refer(pupil, days + 5), days)
    teller.write(pupils[0], 6, agree=False)
    teller.write(pupils[1], 5)
    teller.share(teller.write(pupils[2], 6), 4)
    teller.approve(teller.share(teller.write(pupils[3], 10), 8), 3)
    late = teller.approve(teller.share(teller.write(pupils[4], 22), 20), 19)
    teller.issue(late, 18)
    recent = teller.approve(teller.share(teller.write(pupils[5], 12), 10), 9)
    teller.issue(recent, 8)


def older_cases(teller, pupils) -> None:
    """Reviews due and late, a second plan, an EHC plan, one watched, one guest let in."""
    senco = teller.staff["senco"]
    teller.whole_way(pupils[0], 18)
    teller.whole_way(pupils[1], 26)
    reviewed = teller.review(teller.whole_way(pupils[2], 60), 20)
    with days_ago(19):
        following = plans.next_plan(plan=reviewed, by=teller.teacher_of(pupils[2]))
        following.refresh_from_db()
    teller.whole_way(pupils[3], 50)
    stages = teller.school.stages.order_by("order")
    with days_ago(12):
        register.place(
            pupil=pupils[3], stage=stages.last(), by=senco, areas=list(teller.areas.values())[:1],
            reason="The authority issued an education, health and care plan.",
            evidence="The plan, received by post.",
            needs=[(teller.words_for(pupils[3]).need, teller.words_for(pupils[3]).need_words)],
        )  # fmt: skip
        if watched := stages.filter(is_monitoring=True).first():
            register.place(
                pupil=pupils[4], stage=watched, by=senco, areas=[],
                reason="Reading has slowed since September; we look again at half-term.",
            )  # fmt: skip
    with days_ago(2):
        sharing.grant(
            pupil=pupils[0], name="Ms I. Vane, speech therapist",
            email=f"guest@{teller.school.slug}.example", by=senco,
            reason="Assessment of speech and language",
            until_on=moment.today() + timedelta(days=90),
            consent_note="The mother agreed in writing.", includes_plan=True,
        )  # fmt: skip
