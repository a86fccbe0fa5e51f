"""Annual reviews besides the meeting that was held last week: one before a change of school to
which everybody is invited, one with a day, one that is with the authority.
"""

from datetime import time, timedelta

from demo.chapters import ehc_meetings, ehc_plans
from ehcp.plans.models import EhcPlan
from ehcp.reviews.after import services as after
from ehcp.reviews.meeting import services as meeting
from ehcp.reviews.planning import services
from letters.models import Letter
from sendcase import moment

PLACES = {"invited": 0, "planned": 2, "decided": 3}  # of the plans that are written in
AHEAD = timedelta(days=35)  # the meeting, from the day it is set
BEGUN_AGO, INVITED_AGO, SET_AGO = 6, 5, 2
PAST_INVITED, PAST_HELD, PAST_SENT, PAST_DECIDED = 20, 9, 6, 2  # two weeks lie between
HEALTH = {"role": "health", "name": "Dr P. Okonjo", "organisation": "Westshire Community Health",
          "email": "therapy@westshire.example"}  # fmt: skip
ADVICE = "Follows three steps said once on most days. Changes of the day still need a warning."


def tell(plot) -> list[dict]:
    written = ehc_plans.tell(plot)[: ehc_plans.WRITTEN]
    return [
        {"child": written[place]["child"], "what": what}
        for what, place in PLACES.items()
        if place < len(written)
    ]


def write(teller, args) -> None:
    pupil = teller.pupil(teller.plot.child(args["child"]))
    plan = EhcPlan.objects.filter(pupil=pupil).in_force().first()
    if plan is not None:
        WAYS[args["what"]](teller, plan)


def ago(teller, days) -> int:
    return min(days, len(teller.plot.days))


def begun(teller, plan, day, **kind):
    """With its day and a health professional named."""
    by = teller.senco
    row = services.open_review(plan=plan, by=by, **kind)
    row = services.set_day(row=row, by=by, meeting_on=day, meeting_at=time(14, 30),
                           place="The library", chair=by.name)  # fmt: skip
    person = row.invitations.get(role="health")
    services.save_person(row=row, by=by, person=person, **HEALTH)
    return row


def letters_out(teller, row, days) -> None:
    """The invitations home are checked and sent on the same day, and answered."""
    homes = row.invitations.exclude(letter=None).values("letter")  # two parents, one letter
    prepared = list(Letter.objects.filter(pk__in=homes))
    issued = teller.issue(teller.approve(prepared, ago(teller, days)), ago(teller, days))
    teller.answer(issued, max(ago(teller, days) - 1, 1))


def planned(teller, plan) -> None:
    with teller.on(ago(teller, SET_AGO), 14):
        begun(teller, plan, moment.today() + AHEAD)


def invited(teller, plan) -> None:
    """Before a change of school, where the child's year says so."""
    with teller.on(ago(teller, BEGUN_AGO), 14):
        day = moment.today() + AHEAD
        kind = {"kind": "transfer", "transfer_year": day.year + (day.month >= 9)}
        row = begun(teller, plan, day, **kind)
    with teller.on(ago(teller, INVITED_AGO), 9):
        asked = [each.pk for each in row.invitations.all()]
        row = services.invite(row=row, by=teller.senco, on=moment.today(), asked=asked)
    letters_out(teller, row, INVITED_AGO)
    teacher = row.invitations.get(role="school").user
    if teacher is not None:
        with teller.on(ago(teller, SET_AGO), 16):
            services.own_advice(row=row, by=teacher, words=ADVICE)


def decided(teller, plan) -> None:
    """The report went to everybody; the authority will change the plan, its notice has not come."""
    by = teller.senco
    with teller.on(ago(teller, PAST_INVITED), 9):
        held_on = teller.plot.day(ago(teller, PAST_HELD))
        row = begun(teller, plan, held_on)
        row = services.invite(row=row, by=by, on=moment.today())
        row = services.circulate(row=row, by=by, on=moment.today())
    letters_out(teller, row, PAST_INVITED)
    with teller.on(ago(teller, PAST_HELD), 15):
        people = {each.pk: "yes" for each in row.invitations.all()}
        meeting.save_attendance(row=row, by=by, came=people)
        row = meeting.save_words(row=row, by=by, **ehc_meetings.WORDS)
        row = meeting.hold(row=row, by=by, held_on=moment.today())
    with teller.on(ago(teller, PAST_SENT), 10):
        after.report(row=row, by=by)
        row.refresh_from_db()
        to = {each.pk: "post" for each in row.invitations.all()}
        row = after.sent(row=row, by=by, on=moment.today(), how=to)
    with teller.on(ago(teller, PAST_DECIDED), 11):
        after.decide(row=row, by=by, decision="amend", decided_on=moment.today())


WAYS = {"invited": invited, "planned": planned, "decided": decided}
