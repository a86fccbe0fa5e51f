"""This term: every state that a concern, a plan or a letter can be in has its child.

One situation, one function, one row. A function is found by the name of its situation, which
demo.plot gives to a child: "plan is late" → plan_is_late.
"""

from datetime import timedelta

from demo.chapters import reviews
from demo.teller import Teller
from iep import services as plans
from pupils import services as pupils
from pupils import sharing
from referrals import services as referrals
from referrals import triage
from sendcase import moment


def tell(plot) -> list[dict]:
    found = [
        {"role": role, "child": child.number}
        for role, child in plot.roles.items()
        if role not in reviews.ROLES
    ]
    return [*found, {"role": "guest", "child": guest_of(plot).number}]


def guest_of(plot):
    return next((life.child for life in plot.lives if life.cycles), plot.lives[0].child)


def write(teller: Teller, args: dict) -> None:
    situation = globals()[args["role"].replace(" ", "_")]
    situation(teller, teller.plot.child(args["child"]))


def due(teller, days: int):
    """A review date that many days from today, on a school day."""
    day = teller.plot.today + timedelta(days=days)
    return next((each for each in teller.plot.ahead if each >= day), day)


# Concerns


def concern_waits(teller, child):
    teller.refer(child, 2)


def concern_is_late(teller, child):
    teller.refer(child, 11)


def concern_drafted(teller, child):
    teller.refer(child, 1, send=False)


def more_asked(teller, child):
    row = teller.refer(child, 6)
    with teller.on(3, 9):
        triage.ask_for_more(
            referral=row, version=row.version, by=teller.senco,
            reason="It is not clear yet what was tried.",
            asked="Please add how often the group met and what changed.",
        )  # fmt: skip


def support_in_class(teller, child):
    row = teller.refer(child, 9)
    with teller.on(5, 9):
        triage.resolve_in_class(
            referral=row, version=row.version, by=teller.senco,
            reason="The gap is small and closing.",
            advice="Keep the seat near the board and check again in six weeks.",
        )  # fmt: skip


def pastoral(teller, child):
    row = teller.refer(child, 9, concern="pastoral")
    with teller.on(6, 9):
        triage.pass_to_pastoral(
            referral=row, version=row.version, by=teller.senco,
            reason="What worries the child is at home, not in learning.",
            taken_on_by=teller.school.head_name,
        )  # fmt: skip


def withdrawn(teller, child):
    row = teller.refer(child, 8)
    with teller.on(7, 9):
        referrals.withdraw(
            referral=row, version=row.version, by=row.raised_by, reason="Raised twice by mistake."
        )


def parent_asked(teller, child):
    """Answered three days ago; the parent waits to hear."""
    contact = teller.pupil(child).contacts.first()
    row = teller.refer(child, 7, source="parent", raised_by_contact=contact)
    with teller.on(3, 10):
        triage.resolve_in_class(
            referral=row, version=row.version, by=teller.senco,
            reason="Reading is where most of the class is.",
            advice="Ten minutes with an adult twice a week; look again at half-term.",
        )  # fmt: skip


def watched(teller, child):
    if stage := teller.watching():
        teller.place(child, stage, 8, "Reading has slowed; we look again at half-term.")


def left(teller, child):
    """Moved away: what was open ended with the last day."""
    teller.refer(child, 5)
    with teller.on(2, 15):
        pupils.leave(pupil=teller.pupil(child), on=moment.today(), by=teller.staff["office"])


def guest(teller, child):
    with teller.on(2):
        sharing.grant(
            pupil=teller.pupil(child), name="Ms I. Vane, speech therapist",
            email=f"guest@{teller.school.slug}.example", by=teller.senco,
            reason="Assessment of speech and language",
            until_on=moment.today() + timedelta(days=90),
            consent_note="The mother agreed in writing.", includes_plan=True,
        )  # fmt: skip


# Plans


def accepted(teller, child, ago, *, told=True):
    teller.accept(child, teller.refer(child, ago + 5), ago)
    if told:
        teller.tell_family(child, max(ago - 2, 1), "talk with the class teacher")


def plan_to_write(teller, child):
    accepted(teller, child, 4, told=False)


def plan_is_late(teller, child):
    accepted(teller, child, 13)


def plan_drafted(teller, child):
    accepted(teller, child, 8)
    teller.fill(child, teller.start_plan(child, 4), 4, due(teller, 38))


def plan_agreed(teller, child):
    accepted(teller, child, 8)
    teller.write(child, 4, due(teller, 38))


def shared(teller, child, ago):
    """The plan, and its letters that wait to be checked."""
    accepted(teller, child, ago + 5)
    plan = teller.write(child, ago + 2, due(teller, 42 - ago))
    return plan, teller.share(child, plan, ago)


def letter_to_check(teller, child):
    shared(teller, child, 2)


def letter_approved(teller, child):
    _, prepared = shared(teller, child, 2)
    teller.approve(prepared, 1)


def letter_unanswered(teller, child):
    """Sent long enough ago that somebody asks again."""
    _, prepared = shared(teller, child, 16)
    teller.issue(teller.approve(prepared, 15), 14)


def letter_came_back(teller, child):
    _, prepared = shared(teller, child, 12)
    teller.come_back(teller.issue(teller.approve(prepared, 11), 10), 4)


def letter_stopped(teller, child):
    """Taken back after it was sent: the name of the adviser was wrong."""
    _, prepared = shared(teller, child, 7)
    sent = teller.issue(teller.approve(prepared, 6), 5)
    teller.withdraw(sent, 4, "The name of the speech therapist was wrong.")


def plan_reviewed(teller, child):
    """Reviewed, and the next one not begun."""
    plan, prepared = shared(teller, child, 24)
    teller.withdraw(prepared, 23, "Handed over at the meeting; not posted.")
    teller.review(child, plan, 1)


def plan_being_changed(teller, child):
    plan, prepared = shared(teller, child, 18)
    teller.withdraw(prepared, 17, "Handed over at the meeting; not posted.")
    change(teller, child, plan)


def change(teller, child, plan):
    with teller.on(2):
        plan = plans.revise(plan=plan, by=teller.teacher(child))
    return teller.fill(child, plan, 1, due(teller, 20))


def plan_closed(teller, child):
    plan, prepared = shared(teller, child, 14)
    teller.withdraw(prepared, 13, "Handed over at the meeting; not posted.")
    with teller.on(3):
        plans.close(plan=plan, by=teller.senco, reason="The family asked for another way first.")


# Where the policy asks for two people


def half_agreed(teller, child):
    plan = at_two(teller, child, 6)
    with teller.on(2):
        plans.agree(plan=plan, by=teller.teacher(child))


def changes_half_agreed(teller, child):
    plan = teller.agree(child, at_two(teller, child, 16), 14)
    teller.withdraw(teller.share(child, plan, 12), 11, "Handed over at the meeting; not posted.")
    plan = change(teller, child, plan)
    with teller.on(1, 16):
        plans.agree(plan=plan, by=teller.teacher(child))


def at_two(teller, child, ago):
    """A draft at the stage whose plans two people agree."""
    teller.place(child, teller.furthest_support(), ago + 3, "Sustained help is needed.")
    teller.tell_family(child, ago + 2, "talk with the SENDCo")
    return teller.fill(child, teller.start_plan(child, ago), ago, due(teller, 50))
