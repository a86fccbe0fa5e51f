"""What the people of the simulated school do about each kind of deadline, through the services.

A hand is called with (sim, number) on the day its person gets to it, and writes into the diary
what follows from it by the rules of law.py.
"""

from iep import services as plans
from iep.models import SupportPlan
from iep.reviews import checks, stages
from iep.reviews.models import PlanCheck, Review
from letters import services as letters
from letters.chasers import talks
from letters.models import Batch, Letter
from referrals import services as referrals
from referrals import triage
from referrals.meetings import services as meetings
from referrals.meetings.models import ProgressRow
from referrals.models import Referral
from register import services as register
from register.models import NeedType, RegisterEntry, ReviewRow
from register.review import finishing
from register.review import services as reviews
from schools.models import ClassGroup
from sendcase.jobs import running
from tests.reminders.year import law

HANDS = {}
TOLD_BY = ("placed-on-register", "support-started")
NEEDS = [(NeedType.SLCN, "finding the right words")]


def does(kind):
    return lambda hand: HANDS.setdefault(kind, hand)


# Referrals


def sent(sim, row) -> None:
    """Sent, or sent again."""
    sim.end("complete-referral", row.pk)
    due = law.days(sim.today, law.ANSWER_REFERRAL)
    sim.owe("answer-referral", row.pk, due, pupil=row.pupil_id)
    for concern in ProgressRow.objects.filter(pupil=row.pupil_id):
        sim.end("decide-concern", concern.pk)


@does("answer-referral")
def answer(sim, number) -> None:
    row = Referral.objects.get(pk=number)
    given = {"referral": row, "version": row.version, "by": sim.here.senco, "reason": "We looked."}
    way = sim.chance.choice(["accept", "accept", "accept", "more", "class"])
    on_stage = RegisterEntry.objects.open().filter(pupil=row.pupil_id).exists()
    sim.end("answer-referral", number)
    if way == "more":
        triage.ask_for_more(asked="Since when?", **given)
        sim.owe("complete-referral", number, law.days(sim.today, law.ANSWER_REFERRAL),
                pupil=row.pupil_id, named=row.raised_by_id)  # fmt: skip
        return
    if way == "class" or on_stage:
        triage.resolve_in_class(advice="Word cards on the table.", **given)
    else:
        accept(sim, row, given)
    if row.source in ("parent", "pupil"):
        due = law.days(sim.today, law.TELL_FAMILY)
        sim.owe("tell-raiser", number, due, pupil=row.pupil_id)


def accept(sim, row, given) -> None:
    stage = sim.here.school.stages.get(code="sen-support")
    entry = triage.accept(stage=stage, needs=NEEDS, **given).register_entry
    about = {"pupil": row.pupil_id}
    sim.owe("tell-parents", entry.pk, law.days(sim.today, law.TELL_FAMILY), **about)
    due = law.next_open(law.days(sim.today, law.WRITE_PLAN))
    sim.owe("write-plan", entry.pk, due, falls="teacher", **about)


@does("complete-referral")
def complete(sim, number) -> None:
    row = Referral.objects.get(pk=number)
    referrals.submit(referral=row, version=row.version, by=row.raised_by)
    sent(sim, row)


@does("tell-raiser")
def tell_raiser(sim, number) -> None:
    row = Referral.objects.get(pk=number)
    triage.mark_raiser_told(
        referral=row, version=row.version, by=sim.here.senco, on=sim.today, how="phone"
    )
    sim.end("tell-raiser", number)


@does("tell-parents")
def tell_parents(sim, number) -> None:
    entry = RegisterEntry.objects.get(pk=number)
    register.mark_family_told(entry=entry, on=sim.today, by=sim.here.senco, how="meeting")
    sim.end("tell-parents", number)


# Plans


@does("write-plan")
def write(sim, number) -> None:
    pupil = RegisterEntry.objects.select_related("pupil__school").get(pk=number).pupil
    kind = plans.kinds_for(pupil).first()
    teacher = sim.teacher(pupil)
    plan = plans.start_plan(pupil=pupil, kind=kind, by=teacher)
    finish_plan(sim, plan, teacher)


def finish_plan(sim, plan, teacher) -> None:
    """Filled in, agreed and shared; the family hears by letter."""
    rows = [{"id": row.pk, **words_of(row)} for row in plan.targets.filter(removed_at=None)]
    rows += [{"id": None, **TARGET, "target": f"Reads {n} words."} for n in range(len(rows), 3)]
    head = {"concerns": "Reading is slow.", "strengths": "Kind.", "review_on": plan.review_on,
            "starts_on": plan.starts_on, "lead": teacher}  # fmt: skip
    plan = plans.save_plan(plan=plan, version=plan.version, by=teacher, head=head, rows=rows)
    plan = plans.agree(plan=plan, by=teacher)
    made = plans.share(plan=plan, by=teacher)
    sim.end("write-plan", plan.register_entry_id)
    assert plan.review_on == law.plan_review(plan.starts_on), plan.starts_on
    owe_review(sim, plan, plan.review_on)
    for letter in made.letters:
        prepared(sim, letter)


def owe_review(sim, plan, due) -> None:
    sim.owe("review-plan", plan.pk, due, pupil=plan.pupil_id, named=plan.lead_id, falls="teacher")


def words_of(row) -> dict:
    return {name: getattr(row, name) for name in TARGET}


TARGET = {"target": "", "criteria": "18 of 20", "resources": "Cards, 10 minutes × 4 a week",
          "strategies": "Near the board", "delivered_by": "Mrs Lamb"}  # fmt: skip


@does("review-plan")
def review(sim, number) -> None:
    plan = SupportPlan.objects.select_related("pupil", "lead", "kind").get(pk=number)
    decision = sim.chance.choice(["keep", "keep", "next", "step_up", "close"])
    went = {row.pk: ("partly", "Nearly.") for row in plan.targets.filter(removed_at=None)}
    day = law.plan_review(sim.today)
    made = plans.review(
        plan=plan, by=plan.lead, reviewed_on=sim.today, outcomes=went, pupil_views="Good.",
        decision=decision, next_review_on=day if decision == "keep" else None,
        reason="Met." if decision == "close" else "",
    )  # fmt: skip
    sim.end("review-plan", number)
    if decision == "keep":
        owe_review(sim, plan, day)
        return
    for check in PlanCheck.objects.filter(plan=plan):
        sim.end("change-plan", check.pk, met=False)
    if decision == "step_up":
        for old in Review.objects.filter(plan__pupil=plan.pupil_id).exclude(pk=made.pk):
            sim.end("decide-stage", old.pk, met=False)
        due = law.days(sim.today, law.ANSWER_REFERRAL)
        sim.owe("decide-stage", made.pk, due, pupil=plan.pupil_id)
    if decision in ("next", "step_up"):
        due = law.days(sim.today, law.NEXT_PLAN)
        sim.owe("next-plan", plan.pk, due, pupil=plan.pupil_id, named=plan.lead_id, falls="teacher")
        sim.after(1, 22, next_plan, plan.pk)


def next_plan(sim, number) -> None:
    plan = SupportPlan.objects.filter(carried_from=number, state="draft").first()
    if plan is not None and sim.is_here(plan.pupil_id):
        # What was begun is shared some days later: its day of review stays that of its start.
        finish_plan(sim, plan, sim.teacher(plan.pupil))
        sim.end("next-plan", number)


@does("decide-stage")
def decide_stage(sim, number) -> None:
    made = Review.objects.get(pk=number)
    stages.stays(review=made, by=sim.here.senco, reason="The plan is young.")
    sim.end("decide-stage", number)


@does("check-plans")
def check_plans(sim, number) -> None:
    period = checks.period_now(number)
    for plan in checks.unchecked(number, period):
        finding = sim.chance.choice(["fine", "fine", "change"])
        note = "Say how often." if finding == "change" else ""
        made = checks.check(plan=plan, by=sim.here.senco, finding=finding, note=note, period=period)
        if finding == "change":
            sim.owe("change-plan", made.pk, law.days(sim.today, law.QUESTION),
                    pupil=plan.pupil_id, named=plan.lead_id, falls="teacher")  # fmt: skip


@does("change-plan")
def change_plan(sim, number) -> None:
    check = PlanCheck.objects.select_related("plan").get(pk=number)
    checks.answer(check=check, by=check.plan.lead, words="It says so in the strategies.")
    sim.end("change-plan", number)


# Letters


def prepared(sim, letter) -> None:
    due = law.days(sim.today, law.CHECK_LETTER)
    sim.owe("check-letter", letter.pk, due, pupil=letter.pupil_id)


@does("check-letter")
def check_letter(sim, number) -> None:
    issue(sim, number)
    sim.end("check-letter", number)


def issue(sim, number) -> None:
    letter = letters.approve(letter=Letter.objects.get(pk=number), by=sim.here.senco)
    letter = letters.issue(letter=letter, by=sim.here.senco)
    if letter.purpose in TOLD_BY:
        for entry in RegisterEntry.objects.open().filter(pupil=letter.pupil_id):
            sim.end("tell-parents", entry.pk)
    if letter.purpose == "agency-advice":
        sim.end("agency-tell", letter.about_id)
    if letter.purpose != "chaser":
        sim.letters.went_out(letter.pk, letter.pupil_id)


@does("check-letters")
def check_letters(sim, number) -> None:
    """What one night prepared to ask again."""
    batch = Batch.objects.get(pk=number)
    for letter in batch.letters.filter(state__in=["prepared", "approved"]):
        issue(sim, letter.pk)
        sim.letters.asked_again(letter.pk)
    sim.end("check-letters", number)


@does("letter-came-back")
def came_back(sim, number) -> None:
    letter = Letter.objects.get(pk=number)
    if sim.letters.is_over(number):
        letters.withdraw(letter=letter, reason="It is over.", by=sim.here.senco)
        sim.end("letter-came-back", number, met=False)
        return
    again = letters.prepare_again(letter=letter, by=sim.here.senco)
    sim.end("letter-came-back", number)
    sim.letters.instead(number, again.pk)
    prepared(sim, again)


@does("talk-wanted")
def talk(sim, number) -> None:
    talks.talked(letter=Letter.objects.get(pk=number), talked_on=sim.today, words="Rang.",
                 by=sim.here.senco)  # fmt: skip
    sim.end("talk-wanted", number)


# The register and the progress meetings


@does("review-register")
def review_register(sim, number) -> None:
    """One needs support no more, and no letter reaches that home; all others stay."""
    review = reviews.start(school=sim.here.school, by=sim.here.senco)
    alone = review.rows.filter(pupil=sim.here.lone).first()
    if alone:
        ends = reviews.Decision(alone.pk, alone.version, "close", None, "All was reached.")
        reviews.decide(review=review, decisions=[ends], by=sim.here.senco)
    reviews.keep_the_rest(review=review, by=sim.here.senco)
    seen = finishing.as_seen(list(review.rows.here().order_by("pk")))
    finishing.finish(review=review, seen=seen, by=sim.here.senco)
    running.sweep()
    sim.end("review-register", number)
    sim.terms.reviewed.add(sim.today)
    if alone:
        sim.end("tell-parents", alone.entry_id, met=False)
        due = law.days(sim.today, law.TELL_FAMILY)
        sim.owe("tell-review", alone.pk, due, pupil=alone.pupil_id)


@does("tell-review")
def tell_otherwise(sim, number) -> None:
    row = ReviewRow.objects.select_related("pupil").get(pk=number)
    reviews.mark_told(row=row, on=sim.today, by=sim.here.senco, how="phone")
    sim.end("tell-review", number)
    sim.after(5, 30, placed, row.pupil, "sen-support")


def placed(sim, pupil, stage: str) -> None:
    """What waited on the place before goes on with the new one, or falls away."""
    before = RegisterEntry.objects.open().filter(pupil=pupil).first()
    to = sim.here.school.stages.get(code=stage)
    entry = register.place(pupil=pupil, stage=to, needs=NEEDS, reason="As was decided.",
                           by=sim.here.senco)  # fmt: skip
    about = {"pupil": pupil.pk}
    if before:
        sim.end("tell-parents", before.pk, met=False)
        if plan := sim.diary.open.get(("write-plan", before.pk)):
            sim.end("write-plan", before.pk, met=False)
            sim.owe("write-plan", entry.pk, plan.due, falls="teacher", **about)
    sim.owe("tell-parents", entry.pk, law.days(sim.today, law.TELL_FAMILY), **about)


@does("progress-meeting")
def meet(sim, number) -> None:
    group = ClassGroup.objects.get(pk=number)
    meeting = meetings.start(class_group=group, by=sim.here.senco)
    here = sim.children_in(number)
    judged = {pupil: judgement(sim) for pupil in here}
    meeting = meetings.save(
        meeting=meeting, version=meeting.version, by=sim.here.senco,
        about={"held_on": sim.today}, judged=judged,
    )  # fmt: skip
    meetings.finish(meeting=meeting, version=meeting.version, by=sim.here.senco)
    sim.end("progress-meeting", number)
    sim.terms.met.add((number, law.half_of(sim.today)))
    for row in meeting.rows.filter(judgement="concern"):
        open_ones = Referral.objects.filter(pupil=row.pupil_id, state__in=["submitted", "returned"])
        if not open_ones.exists():
            sim.owe("decide-concern", row.pk, law.days(sim.today, law.ANSWER_REFERRAL),
                    pupil=row.pupil_id, falls="teacher")  # fmt: skip


def judgement(sim) -> dict:
    word = sim.chance.choice(["same", "same", "same", "watch", "concern"])
    return {"judgement": word, "note": "Slow in reading.", "action": "", "action_by": ""}


@does("decide-concern")
def decide_concern(sim, number) -> None:
    row = ProgressRow.objects.select_related("pupil").get(pk=number)
    meetings.decide(
        row=row, version=row.version, by=sim.teacher(row.pupil), decided_how="Watched in class."
    )
    sim.end("decide-concern", number)
