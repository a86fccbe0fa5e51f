"""Short questions to colleagues, and what goes out of an EHC plan: hands as in hands.py."""

from ehcp.disclosure import services as disclosures
from ehcp.disclosure.models import Disclosure
from ehcp.plans import services as plans
from ehcp.plans.models import EhcPlan
from referrals.questions import services as questions
from referrals.questions.models import Asked, Round
from tests.reminders.year import hands_agencies, law
from tests.reminders.year.hands import does


def begin(sim) -> None:
    first, second, third, *others, elm_plan = sim.here.children
    for least, pupil in ((2, second), (8, others[1]), (90, third), (140, others[3]), (200, second)):
        sim.after(least, least + 30, ask, sim, pupil)
    for least, pupil in ((3, elm_plan), (25, first), (90, elm_plan), (150, first)):
        sim.after(least, least + 20, give, sim, pupil, "consent")
        sim.after(least + 3, least + 30, give, sim, pupil, "tribunal")


# Short questions


def ask(sim, pupil) -> None:
    """The teacher, another one and the head; each answers, whoever looks after the child."""
    pupil.refresh_from_db()
    if not sim.is_here(pupil.pk) or Round.objects.open().filter(pupil=pupil).exists():
        return
    due = law.days(sim.today, law.QUESTION)
    chosen = {sim.teacher(pupil).pk, sim.here.elm.pk, sim.here.head.pk}
    row = questions.ask(pupil=pupil, by=sim.here.senco, chosen=sorted(chosen), due_on=due)
    for each in row.asked.all():
        sim.owe("answer-questions", each.pk, due, pupil=pupil.pk, named=each.user_id,
                is_personal=True)  # fmt: skip
    sim.after(9, 40, close, sim, row.pk)


@does("answer-questions")
def answer(sim, number) -> None:
    row = Asked.objects.select_related("round", "user").get(pk=number)
    is_taught = sim.chance.random() < 0.8
    words = ["Often." for _ in row.round.content]
    questions.answer(asked=row, by=row.user, answers=words, not_taught=not is_taught, note="")
    sim.end("answer-questions", number)


def close(sim, number) -> None:
    """Whoever has not answered by now is not asked any more."""
    row = Round.objects.get(pk=number)
    if row.closed_at is not None:
        return
    questions.close(round=row, by=sim.here.senco)
    for each in row.asked.all():
        sim.end("answer-questions", each.pk, met=False)


# Something of an EHC plan goes out


def give(sim, pupil, ground) -> None:
    """On an agreement of the family it may go at once; on a ground of the law the head decides."""
    if not sim.is_here(pupil.pk):
        return
    plan = EhcPlan.objects.select_related("pupil").get(pupil=pupil)
    kept = plan.versions.first() or plans.keep(
        plan=plan, kind="final", dated_on=plan.issued_on, by=sim.here.senco
    )
    consent = agreed(sim, pupil) if ground == "consent" else None
    row = disclosures.ask(plan=plan, by=sim.here.senco, recipient="The clinic", ground=ground,
                          reason="They treat her.", consent=consent, plan_version=kept)  # fmt: skip
    due = law.working_days(sim.today, law.SECOND_PERSON)
    if consent:
        sim.owe("ehc-disclosure-send", row.pk, due, pupil=pupil.pk)
    else:
        sim.owe("ehc-disclosure-second", row.pk, due, pupil=pupil.pk, falls="head")


def agreed(sim, pupil):
    """To this one disclosure, and not for long."""
    scope, days = f"The clinic reads it: {sim.today}", sim.chance.randint(5, 90)
    return hands_agencies.agree(sim, pupil, days, scope, "sharing")


@does("ehc-disclosure-second")
def decide(sim, number) -> None:
    """Agreed, refused, or given up by whoever asked."""
    row, way = Disclosure.objects.get(pk=number), sim.chance.random()
    if way < 0.6:
        disclosures.agree(row=row, by=sim.here.head)
    elif way < 0.8:
        disclosures.refuse(row=row, by=sim.here.head, words="Not that much.")
    else:
        disclosures.give_up(row=row, by=sim.here.senco, words="They have it.")
    sim.end("ehc-disclosure-second", number, met=way < 0.8)
    if way < 0.6:
        due = law.working_days(sim.today, law.SECOND_PERSON)
        sim.owe("ehc-disclosure-send", number, due, pupil=row.pupil_id)


@does("ehc-disclosure-send")
def send(sim, number) -> None:
    """Sent; or not, where the agreement is over by now or nobody needs it any more."""
    row = Disclosure.objects.select_related("pupil", "consent").get(pk=number)
    may_go = not disclosures.why_not(row) and sim.chance.random() < 0.8
    if may_go:
        disclosures.send(row=row, by=sim.here.senco, sent_on=sim.today, sent_how="By post")
    else:
        disclosures.give_up(row=row, by=sim.here.senco, words="They have it.")
    sim.end("ehc-disclosure-send", number, met=may_go)
