"""Help that was promised: one child's is mostly given; of an EHC plan one line slips, one is
given by nobody yet.
"""

from demo.chapters import ehc_plans
from ehcp.giving import services as lines
from ehcp.plans.models import EhcPlan
from iep.giving import services as targets
from iep.models import SupportPlan
from provision.interventions import services as interventions
from provision.models import Mark, Session
from provision.promised import services as promised
from sendcase import moment

LONGEST_AGO = 45  # school days
PLACE = 2  # of the EHC plans that are written in
WEEKDAYS = {3: (0, 2, 4), 5: (0, 1, 2, 3, 4)}  # by the times a week
# One after another, the oldest first: why it did not take place, "" where it did.
MOSTLY = ("", "", "", "child_away", "", "", "", "", "", "")
SLIPPING = ("", "", "staff_away", "", "staff_needed", "staff_needed", "no_room", "staff_needed")


def tell(plot) -> list[dict]:
    written = ehc_plans.tell(plot)[: ehc_plans.WRITTEN]
    return [
        {"what": "target"},
        *({"what": "line", "child": each["child"]} for each in written[PLACE : PLACE + 1]),
    ]


def write(teller, args) -> None:
    give_line(teller, args["child"]) if args["what"] == "line" else give_target(teller)


def give_target(teller) -> None:
    """Of the first plan that is in use."""
    plans = SupportPlan.objects.filter(school=teller.school, state="shared", pupil__left_on=None)
    plan = plans.select_related("pupil__school").order_by("pk").first()
    target = plan and plan.targets.filter(removed_at=None).first()
    if target is None:
        return
    place = running(teller, plan.pupil, "Reading with an adult", 20, 3)
    held(teller, place, MOSTLY)
    link(teller, targets.give, place, plan=plan, target=target)


def give_line(teller, child) -> None:
    pupil = teller.pupil(teller.plot.child(child))
    plan = EhcPlan.objects.filter(pupil=pupil).in_force().select_related("pupil").first()
    line = plan and plan.ehcprovisions.filter(dropped_on=None).first()
    if line is None:
        return
    place = running(teller, pupil, "A calm place with an adult", 15, 5)
    held(teller, place, SLIPPING)
    link(teller, lines.give, place, plan=plan, line=line)


def running(teller, pupil, name, minutes, times):
    """The pupil's place in an intervention of their own, from LONGEST_AGO on."""
    with teller.on(first_ago(teller)):
        today, by = moment.today(), teller.senco
        group = interventions.start(
            school=teller.school, by=by, name=name, starts_on=today, minutes=minutes, times=times,
            places=1, wave=3,
        )  # fmt: skip
        return promised.place(intervention=group, pupil=pupil, by=by, from_on=today)


def first_ago(teller) -> int:
    return min(LONGEST_AGO, len(teller.plot.days))


def held(teller, place, outcomes) -> None:
    """Sessions on the weekdays of its times until yesterday, ticked as `outcomes` says; then as
    its last one over and over.
    """
    weekdays = WEEKDAYS[place.promise.times]
    agos = range(first_ago(teller), 0, -1)
    for n, ago in enumerate(each for each in agos if teller.plot.day(each).weekday() in weekdays):
        with teller.on(ago, 15):
            one_session(teller, place, outcomes[min(n, len(outcomes) - 1)])


def one_session(teller, place, reason) -> None:
    """Today; reason: why it did not take place, "" where it did."""
    session = Session.objects.create(
        school=teller.school, intervention=place.intervention, on=moment.today(),
        minutes=place.intervention.minutes,
    )  # fmt: skip
    Mark.objects.create(
        school=teller.school, session=session, place=place, pupil_id=place.pupil_id,
        outcome="missed" if reason else "delivered", reason=reason,
        minutes=0 if reason else session.minutes, marked_by=teller.senco,
    )  # fmt: skip


def link(teller, give, place, **owner) -> None:
    with teller.on(first_ago(teller), 11):
        give(by=teller.senco, promises=[place.promise], new=None, seen=[], **owner)
