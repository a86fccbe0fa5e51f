"""Complaints, and what the law asks around EHC plans: hands as in hands.py."""

from datetime import time

from ehcp.plans import services as ehc_plans
from ehcp.plans.models import EhcPlan
from ehcp.requests import others
from ehcp.requests import services as requests
from ehcp.requests.models import AssessmentRequest, Consultation, Dispute
from ehcp.reviews.after import services as after
from ehcp.reviews.meeting import services as meeting
from ehcp.reviews.models import AnnualReview, Invitation
from ehcp.reviews.planning import services as planning
from letters.models import Letter
from pupils.complaints import services as complaints
from pupils.complaints.models import Complaint
from tests.reminders.year import law
from tests.reminders.year.hands import does, prepared

AUTHORITY = "Westshire County Council"


# Complaints


def complain(sim, pupil) -> None:
    """A formal one; a teacher is asked about it by a day."""
    row = complaints.record(
        pupil=pupil, way="formal", about="Sessions did not take place.", made_on=sim.today,
        made_by="Leila", by=sim.here.senco,
    )  # fmt: skip
    teacher = sim.teacher(pupil)
    row = complaints.ask(complaint=row, asked_of=teacher, by=sim.here.senco, words="When?",
                         due_on=law.days(sim.today, 7))  # fmt: skip
    sim.owe("answer-complaint", row.pk, law.days(sim.today, 7), pupil=pupil.pk, named=teacher.pk)
    went_on(sim, row)


def went_on(sim, row) -> None:
    sim.owe("quiet-complaint", row.pk, law.days(sim.today, law.QUIET), pupil=row.pupil_id)


@does("answer-complaint")
def answer_complaint(sim, number) -> None:
    row = Complaint.objects.get(pk=number)
    by = row.asked_of if sim.teacher(row.pupil) == row.asked_of else sim.here.senco
    complaints.answer(complaint=row, answer="On Thursday.", by=by)
    sim.end("answer-complaint", number)
    went_on(sim, row)


@does("quiet-complaint")
def go_on(sim, number) -> None:
    row = Complaint.objects.get(pk=number)
    if sim.chance.random() < 0.6:
        complaints.add_step(complaint=row, kind="talk", on=sim.today, words="Met.",
                            by=sim.here.senco)  # fmt: skip
        went_on(sim, row)
        return
    complaints.close(complaint=row, closed_on=sim.today, outcome="Made up.", by=sim.here.head)
    sim.end("quiet-complaint", number)
    sim.end("answer-complaint", number, met=row.answered_on is not None)


# The plan and its annual review


def record_plan(sim, pupil, issued_on, reviewed_on=None):
    facts = {"reviewed_on": reviewed_on} if reviewed_on else {}
    plan = ehc_plans.record(
        pupil=pupil, by=sim.here.senco, is_final=True, local_authority=AUTHORITY,
        officer_name="Ms D. Marsh", officer_email="sen@westshire.example", issued_on=issued_on,
        **facts,
    )  # fmt: skip
    twelve_months(sim, plan.pk, pupil.pk, reviewed_on or issued_on)
    return plan


def twelve_months(sim, plan: int, pupil: int, since) -> None:
    complete = law.twelve_months(since)
    sim.owe("ehc-plan-review", plan, complete, pupil=pupil)
    sim.owe("ehc-plan-meeting", plan, law.weeks(complete, -4), pupil=pupil)


@does("ehc-plan-meeting")
def open_review(sim, number) -> None:
    """Begun, with a day three to six weeks ahead on which the school is open."""
    plan = EhcPlan.objects.select_related("pupil").get(pk=number)
    before = {"kind": "transfer", "transfer_year": 2027} if plan.pupil.year == "6" else {}
    row = planning.open_review(plan=plan, by=sim.here.senco, **before)
    day = law.next_open(law.days(sim.today, sim.chance.randint(21, 40)))
    row = planning.set_day(row=row, by=sim.here.senco, meeting_on=day, meeting_at=time(14, 30),
                           place="The library", chair="Mr J. Whitlock")  # fmt: skip
    person = row.invitations.get(role="health")
    planning.save_person(row=row, by=sim.here.senco, person=person, role="health",
                         name="Dr P. Okonjo", organisation="Health",
                         email="therapy@westshire.example")  # fmt: skip
    about = {"pupil": plan.pupil_id}
    sim.owe("ehc-review-invite", row.pk, law.weeks(day, -2), **about)
    sim.owe("ehc-review-papers", row.pk, law.weeks(day, -2), **about)
    if before:
        # Before 15 February: ours until the meeting, then the authority's.
        sim.owe("ehc-review-transfer", row.pk, day.replace(year=2027, month=2, day=14), **about)
    sim.on(day, hold, row.pk)


@does("ehc-review-invite")
def invite(sim, number) -> None:
    row = AnnualReview.objects.get(pk=number)
    asked = row.invitations.filter(role="health") if sim.chance.random() < 0.7 else ()
    planning.invite(row=row, by=sim.here.senco, on=sim.today, asked=[each.pk for each in asked])
    sim.end("ehc-review-invite", number)
    for person in asked:
        due = law.weeks(row.meeting_on, -2)
        sim.owe("ehc-advice-awaited", person.pk, due, pupil=row.pupil_id, is_waiting=True)
    homes = row.invitations.exclude(letter=None).values("letter")
    for letter in Letter.objects.filter(pk__in=homes):
        prepared(sim, letter)


@does("ehc-advice-awaited")
def advice_comes(sim, number) -> None:
    """Or the one who was asked says that none will."""
    person = Invitation.objects.select_related("review").get(pk=number)
    about = {"row": person.review, "person": person, "by": sim.here.senco}
    comes = sim.chance.random() < 0.7
    if comes:
        planning.take_advice(on=sim.today, words="She walks further.", **about)
    else:
        planning.no_advice(reason="On leave.", **about)
    sim.end("ehc-advice-awaited", number, met=comes)


@does("ehc-review-papers")
def circulate(sim, number) -> None:
    row = AnnualReview.objects.get(pk=number)
    if row.state == "planned":
        sim.plan("ehc-review-papers", number, law.next_open(law.days(sim.today, 1)))
        return
    planning.circulate(row=row, by=sim.here.senco, on=sim.today)
    sim.end("ehc-review-papers", number)


def hold(sim, number) -> None:
    """On its day, if it went out to anybody by then; else a week later."""
    row = AnnualReview.objects.get(pk=number)
    for kind, hand in (("ehc-review-invite", invite), ("ehc-review-papers", circulate)):
        if (kind, number) in sim.diary.open:  # at the last moment, on the very day
            hand(sim, number)
    people = {each.pk: "yes" for each in row.invitations.all()}
    meeting.save_attendance(row=row, by=sim.here.senco, came=people)
    row = meeting.save_words(row=row, by=sim.here.senco, pupil_views="Good.", asks="amend",
                             asks_words="The outcome is met.")  # fmt: skip
    meeting.hold(row=row, by=sim.here.senco, held_on=sim.today)
    for person in people:
        sim.end("ehc-advice-awaited", person, met=False)
    about = {"pupil": row.pupil_id}
    sim.end("ehc-plan-meeting", row.plan_id)
    sim.owe("ehc-review-report", number, law.weeks(sim.today, 2), **about)
    sim.owe("ehc-review-decision", number, law.weeks(sim.today, 4), is_waiting=True, **about)
    if ("ehc-review-transfer", number) in sim.diary.open:
        sim.diary.waits("ehc-review-transfer", number, True)


@does("ehc-review-report")
def report(sim, number) -> None:
    row = AnnualReview.objects.select_related("school", "pupil", "plan").get(pk=number)
    after.report(row=row, by=sim.here.senco)
    row.refresh_from_db()
    to = {each.pk: "post" for each in row.invitations.all()}
    after.sent(row=row, by=sim.here.senco, on=sim.today, how=to)
    sim.end("ehc-review-report", number)


@does("ehc-review-decision")
def decide(sim, number) -> None:
    """The authority: to keep it, or to change it and to say how on the same day."""
    row = AnnualReview.objects.select_related("plan").get(pk=number)
    decision = "amend" if row.transfer_year else sim.chance.choice(["amend", "maintain"])
    row = after.decide(row=row, by=sim.here.senco, decision=decision, decided_on=sim.today)
    twelve_months(sim, row.plan_id, row.pupil_id, sim.today)
    sim.end("ehc-review-decision", number)
    if decision == "maintain":
        return
    after.serve_notice(row=row, by=sim.here.senco, notice_on=sim.today)
    due = law.amended_plan(row.held_on, sim.today)
    sim.owe("ehc-review-final", number, due, pupil=row.pupil_id, is_waiting=True)


@does("ehc-review-final")
def final(sim, number) -> None:
    row = AnnualReview.objects.select_related("plan").get(pk=number)
    after.final_plan(row=row, by=sim.here.senco, final_on=sim.today)
    sim.end("ehc-review-final", number)
    sim.end("ehc-review-transfer", number)


# Needs assessments


def ask_authority(sim, pupil) -> None:
    """The school asks, the family agrees, the authority has it on the same day."""
    by = sim.here.senco
    row = requests.start(pupil=pupil, by=by, asked_by="school", why="Not enough progress.",
                         local_authority=AUTHORITY)  # fmt: skip
    row = requests.consult(row=row, by=by, consulted_on=sim.today, family_agrees="yes")
    row = requests.send(row=row, by=by, sent_on=sim.today)
    requests.receive(row=row, by=by, received_on=sim.today)
    sim.owe("ehc-authority", row.pk, law.weeks(sim.today, 6), pupil=pupil.pk, is_waiting=True)


@does("ehc-authority")
def authority(sim, number) -> None:
    """What the authority does next. It counts its weeks from the day it had the request."""
    row, by = AssessmentRequest.objects.get(pk=number), sim.here.senco
    about, day = {"pupil": row.pupil_id}, {"row": row, "by": by}
    waits = about | {"is_waiting": True}
    if row.state == "sent" and sim.chance.random() < 0.3:
        requests.refuse(decided_on=sim.today, feedback="Not yet.", **day)
        sim.end("ehc-authority", number)
        sim.owe("ehc-after-no", number, law.appeal(sim.today), **waits)
    elif row.state == "sent":
        row = requests.assess(decided_on=sim.today, **day)
        requests.ask_advice(row=row, by=by, advice_asked_on=sim.today)
        sim.owe("ehc-authority", number, law.weeks(row.received_on, 16), **waits)
        sim.owe("ehc-advice", number, law.weeks(sim.today, 6), **about)
        sim.plan_anew("ehc-authority", number)
    elif row.state == "assessing":
        requests.draft(draft_on=sim.today, **day)
        sim.owe("ehc-authority", number, law.weeks(row.received_on, 20), **waits)
        # The advice is no longer waited for: the assessment is over.
        sim.end("ehc-advice", number, met=None)
        sim.plan_anew("ehc-authority", number)
    else:
        record_plan(sim, row.pupil, sim.today)
        requests.plan_issued(issued_on=sim.today, **day)
        sim.end("ehc-authority", number)


@does("ehc-advice")
def advice(sim, number) -> None:
    row = AssessmentRequest.objects.get(pk=number)
    requests.send_advice(row=row, by=sim.here.senco, advice_sent_on=sim.today)
    sim.end("ehc-advice", number)


@does("ehc-after-no")
def after_no(sim, number) -> None:
    """The family lets it stand, or disagrees: from then on its appeal is looked out for."""
    row = AssessmentRequest.objects.select_related("pupil").get(pk=number)
    sim.end("ehc-after-no", number)
    if sim.chance.random() < 0.4:
        requests.let_stand(row=row, by=sim.here.senco, undisputed_on=sim.today)
        return
    disagree(sim, row.pupil, row.decided_on, about="assess", request=row)


def disagree(sim, pupil, letter, about="content", request=None) -> None:
    """Over a letter of the authority of that day."""
    made = others.dispute(pupil=pupil, request=request, about=about, letter_on=letter,
                          by=sim.here.senco)  # fmt: skip
    sim.owe("ehc-appeal", made.pk, law.appeal(letter), pupil=pupil.pk, is_waiting=True)


@does("ehc-appeal")
def appeal(sim, number) -> None:
    """A certificate of mediation gives a month from its day; an appeal, or an end of it."""
    row, way = Dispute.objects.get(pk=number), sim.chance.random()
    on = {"row": row, "by": sim.here.senco}
    if way < 0.4 and row.certificate_on is None:
        others.change_dispute(certificate_on=sim.today, **on)
        due = law.appeal(row.letter_on, sim.today)
        sim.owe("ehc-appeal", number, due, pupil=row.pupil_id, is_waiting=True)
    elif way < 0.7:
        others.change_dispute(appeal_on=sim.today, **on)
        sim.end("ehc-appeal", number)
    else:
        others.change_dispute(ended_on=sim.today, outcome="They talked.", **on)
        sim.end("ehc-appeal", number)


def consulted(sim, pupil) -> None:
    row = others.consulted(pupil=pupil, by=sim.here.senco, local_authority=AUTHORITY,
                           received_on=sim.today)  # fmt: skip
    sim.owe("ehc-consultation", row.pk, law.days(sim.today, 15), pupil=pupil.pk)


@does("ehc-consultation")
def reply(sim, number) -> None:
    row = Consultation.objects.get(pk=number)
    others.reply(row=row, by=sim.here.senco, replied_on=sim.today, answer="can", words="We can.")
    sim.end("ehc-consultation", number)
