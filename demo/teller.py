"""The steps of a story, each on its day, each through the service that the pages use."""

from contextlib import contextmanager
from datetime import datetime, time

from accounts.models import User
from demo.plot import Plot
from demo.schools import teacher_key, teacher_of
from demo.words import PARENT_SAID, PUPIL_SAID, REPLIES, story_of
from iep import services as plans
from iep.bank.models import BankTarget
from letters import services as letters
from letters.chasers import talks
from pupils.models import Pupil
from referrals import services as referrals
from referrals import triage
from register import services as register
from schools.models import ClassGroup, School
from sendcase import moment


class Teller:
    """For one school. `ago` is always a number of school days before today."""

    def __init__(self, plot: Plot):
        self.plot = plot
        self.school = School.objects.select_related("policy").get(slug=plot.demo.slug, is_demo=True)
        domain = f"@{plot.demo.slug}.example"
        people = User.objects.filter(email__endswith=domain)
        self.staff = {person.email.removesuffix(domain): person for person in people}
        self.areas = {area.code: area for area in self.school.areas.all()}
        self.stages = list(self.school.stages.order_by("order"))

    @contextmanager
    def on(self, ago: int, hour: int = 10):
        day = self.plot.day(ago)
        # Not everything at ten sharp: the minute is the day's own.
        then = datetime.combine(day, time(hour, day.toordinal() * 7 % 60), moment.LONDON)
        with moment.at(then):
            yield

    @property
    def senco(self):
        return self.staff["senco"]

    def pupil(self, child) -> Pupil:
        rows = Pupil.objects.select_related("school__policy", "class_group")
        return rows.get(school=self.school, admission_number=admission_number(self.plot, child))

    def number(self, child) -> str:
        return admission_number(self.plot, child)

    def holder(self, group: int) -> User:
        """Who holds a class, by its place."""
        return self.staff[teacher_key(teacher_of(self.plot.demo, group))]

    def group(self, place: int) -> ClassGroup:
        return self.school.classes.get(name=self.plot.demo.classes[place][0])

    def teacher(self, child, ago: int = 1) -> User:
        """Who held the child's class on that day."""
        return self.holder(self.plot.group_of(child, self.plot.day(ago)))

    def words(self, child):
        return story_of(child.need, child.number)

    def area(self, child) -> list:
        code = self.words(child).area
        return [self.areas[code if code in self.areas else "cl"]]

    def needs(self, child) -> list:
        words = self.words(child)
        return [(child.need or words.need, words.need_words)]

    # Stages, by what the policy says of them: no name is known here.
    def start(self):
        return next(stage for stage in self.stages if stage.is_referral_start)

    def watching(self):
        return next((stage for stage in self.stages if stage.is_monitoring), None)

    def with_plan(self):
        return next(stage for stage in self.stages if stage.census_code == "E")

    def furthest_support(self):
        return [stage for stage in self.stages if stage.census_code == "K"][-1]

    # Referrals
    def refer(self, child, ago, *, send=True, concern="send", **also):
        """also: fields of the referral that differ."""
        words, teacher, n = self.words(child), self.teacher(child, ago), child.number
        with self.on(ago, 15):
            values = {
                "concern": concern, "source": "staff",
                "reasons": words.reasons.format(name=child.first),
                "interventions": words.interventions.format(name=child.first),
                "parent_spoken_by": teacher.name, "parent_spoken_on": moment.today(),
                "parent_said": PARENT_SAID[n % 2].format(name=child.first),
                "pupil_spoken_by": teacher.name, "pupil_said": PUPIL_SAID[n % len(PUPIL_SAID)],
                "underneath": "Attendance is good. Hearing and sight were checked this year.",
            } | also  # fmt: skip
            row = referrals.start(
                pupil=self.pupil(child), by=teacher, values=values, areas=self.area(child),
                tests=[words.test],
            )  # fmt: skip
            if send:
                row = referrals.submit(referral=row, version=row.version, by=teacher)
        return row

    def accept(self, child, referral, ago):
        with self.on(ago, 9):
            return triage.accept(
                referral=referral, version=referral.version, by=self.senco, stage=self.start(),
                reason="Good teaching alone has not closed the gap.",
                evidence="Class assessment and the teacher’s notes.",
                needs=self.needs(child), areas=self.area(child),
            )  # fmt: skip

    # The register
    def place(self, child, stage, ago, reason, evidence=""):
        watched = stage.census_code == "N"
        with self.on(ago, 11):
            return register.place(
                pupil=self.pupil(child), stage=stage, by=self.senco, reason=reason,
                evidence=evidence, needs=[] if watched else self.needs(child),
                areas=[] if watched else self.area(child),
            )  # fmt: skip

    def tell_family(self, child, ago, how):
        """Nothing where they have been told."""
        entry = register.newest(self.pupil(child))
        with self.on(ago, 16):
            register.mark_family_told(entry=entry, on=moment.today(), by=self.senco, how=how)

    # Plans
    def start_plan(self, child, ago):
        with self.on(ago, 13):
            pupil, teacher = self.pupil(child), self.teacher(child, ago)
            kinds = list(plans.kinds_for(pupil))
            learning = [kind for kind in kinds if kind.layout == "learning"]
            kind = learning[0] if learning and self.words(child).area == "cl" else kinds[0]
            return plans.start_plan(pupil=pupil, kind=kind, by=teacher)

    def fill(self, child, plan, ago, due):
        """The whole form: texts, dates, three targets beside those carried over."""
        words, name, n = self.words(child), child.first, child.number
        head = {
            "strengths": words.strengths.format(name=name),
            "concerns": words.reasons.format(name=name),
            "pupil_views": PUPIL_SAID[(n + ago) % len(PUPIL_SAID)],
            "parent_views": PARENT_SAID[(n + ago) % len(PARENT_SAID)].format(name=name),
            "home_support": words.home.format(name=name),
            "lead": self.teacher(child), "areas": self.area(child), "review_on": due,
        }  # fmt: skip
        kept = list(plan.targets.filter(removed_at=None))
        rows = [{"id": row.pk, **texts(row)} for row in kept]
        known = {row["target"] for row in rows}
        new = ({key: text.format(name=name) for key, text in row.items()} for row in words.targets)
        came = self.of_bank()
        rows += [
            row | {"from_bank": came.get(row["criteria"])}
            for row in new
            if row["target"] not in known
        ]
        with self.on(ago, 14):
            return plans.save_plan(
                plan=plan, version=plan.version, by=self.teacher(child, ago), head=head, rows=rows
            )

    def of_bank(self) -> dict[str, int]:
        """Number of the bank's entry with these criteria: what our teachers wrote for it."""
        rows = BankTarget.objects.filter(school=self.school, origin="school")
        return dict(rows.values_list("criteria", "pk"))

    def agree(self, child, plan, ago):
        """By whom the plan's own rule says; whoever holds the class today may, as a teacher."""
        teacher = self.teacher(child, ago)
        holds = teacher == self.teacher(child) and plan.agreed_by_role == "teacher"
        with self.on(ago, 12):
            if plan.needs_second:
                plan = plans.agree(plan=plan, by=self.teacher(child))
            return plans.agree(plan=plan, by=teacher if holds else self.senco)

    def write(self, child, ago, due):
        """A plan begun, filled in and agreed the day after."""
        plan = self.fill(child, self.start_plan(child, ago), ago, due)
        return self.agree(child, plan, ago - 1)

    def share(self, child, plan, ago, paper=None):
        """By the teacher; for every other child by the SENCO, and the teacher has it to read."""
        by = self.teacher(child, ago) if child.number % 2 else self.senco
        with self.on(ago, 15):
            return plans.share(plan=plan, by=by, paper=paper).letters

    def review(self, child, plan, ago, *, all_met=False, **decided):
        """decided: decision, and the reason or the next day that it needs."""
        with self.on(ago, 14):
            rows = list(plan.targets.filter(removed_at=None))
            outcomes = dict.fromkeys((row.pk for row in rows), ("met", "Seen in two lessons."))
            if not all_met:
                last = ("partly", "some", "not_started", "exceeded")[(child.number + ago) % 4]
                outcomes[rows[-1].pk] = (last, NOTES[last])
            return plans.review(
                plan=plan, by=self.teacher(child, ago), reviewed_on=moment.today(),
                outcomes=outcomes, pupil_views=PUPIL_SAID[ago % len(PUPIL_SAID)],
                parent_views=PARENT_SAID[ago % len(PARENT_SAID)].format(name=child.first),
                summary="Talked through with the family and the child.", **decided,
            )  # fmt: skip

    def close_plan(self, plan, reason="All targets met; class teaching is enough."):
        return plans.close(plan=plan, by=self.senco, reason=reason)

    # Letters
    def approve(self, prepared, ago):
        with self.on(ago, 9):
            return [letters.approve(letter=letter, by=self.senco) for letter in prepared]

    def issue(self, approved, ago, printed=None):
        """printed: (content, PDF) of each, if they were made ahead."""
        printed = printed or [None] * len(approved)
        with self.on(ago, 11):
            return [
                letters.issue(letter=letter, by=self.senco, printed=ready)
                for letter, ready in zip(approved, printed, strict=True)
            ]

    def answer(self, issued, ago):
        with self.on(ago, 9):
            for letter in issued:
                letters.record_reply(
                    letter=letter, route=("slip", "email", "phone", "slip")[letter.pk % 4],
                    received_on=moment.today(), wants_to_talk=letter.pk % 3 == 0,
                    words=REPLIES[letter.pk % len(REPLIES)], by=self.staff["office"],
                )  # fmt: skip
        if ago > TALKED_AFTER:
            with self.on(ago - TALKED_AFTER, 15):
                self.talk_with([letter for letter in issued if letter.pk % 3 == 0])

    def talk_with(self, answered):
        for letter in answered:
            talks.talked(
                letter=letter, talked_on=moment.today(), by=self.senco,
                words="Talked it through on the phone.",
            )  # fmt: skip

    def come_back(self, issued, ago):
        with self.on(ago, 9):
            for letter in issued:
                letters.returned(letter=letter, by=self.staff["senco"], reason="Moved away")

    def withdraw(self, prepared, ago, reason):
        with self.on(ago, 16):
            for letter in prepared:
                letters.withdraw(letter=letter, by=self.senco, reason=reason)


TALKED_AFTER = 3  # days
NOTES = {
    "partly": "Two of three, with help.", "some": "Begun; needs more time.",
    "not_started": "Not begun: away for two weeks.", "exceeded": "More than we asked for.",
}  # fmt: skip


def texts(row) -> dict:
    fields = ("target", "criteria", "resources", "strategies", "delivered_by")
    return {name: getattr(row, name) for name in fields}


def admission_number(plot: Plot, child) -> str:
    return f"{plot.demo.urn[-3:]}{child.number:03}"
