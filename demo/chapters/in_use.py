"""Plans in use: reviewed with every decision, checked, put right, noted on, read."""

from datetime import timedelta

from demo.build import staff_of
from demo.chapters.term import due
from demo.teller import texts
from iep import services as plans
from iep.models import SupportPlan
from iep.notes import services as notes
from iep.readers import asking
from iep.readers import services as readers
from iep.reviews import checks
from iep.versions.correcting import correct
from sendcase import moment

DECISIONS = ("keep", "next", "step_up", "close")
REVIEWED, CORRECTED, CHECKED = 3, 5, 2  # school days ago
CHECKS_A_ROW, NOTED, NOTES_AT = 8, 9, (4, 2)
UNREAD = {"teacher": 2, "support": 2}  # who is still to read how many; others one or none
SAID = (
    "Did four of five by lunch, with the card on the table. The fifth after one look at it.",
    "Began without being asked on two days this week.",
    "Hard today: the room was loud. Went well again in the corridor.",
)
ASKED = "The second target needs a number: how many, and out of how many?"
HANDED = "Handed over at the meeting; not posted."


def tell(plot) -> list[dict]:
    checks_ = max(1, len(plot.lives) // 2 // CHECKS_A_ROW)
    return [
        {"step": "correct"},
        *({"step": "decide", "decision": decision} for decision in DECISIONS),
        *({"step": "note", "nth": nth} for nth in range(NOTED)),
        *({"step": "check", "nth": nth} for nth in range(checks_)),
        *({"step": "read", "who": key} for _, key, _ in staff_of(plot.demo)),
    ]


def write(teller, args) -> None:
    args = dict(args)
    steps = {"correct": put_right, "decide": decide, "note": note, "check": check, "read": read}
    steps[args.pop("step")](teller, **args)


def in_use(teller) -> list:
    """(child, plan) of the plans that are shared, long enough for something to be said of them."""
    numbers = {teller.number(life.child): life.child for life in teller.plot.lives}
    rows = SupportPlan.objects.filter(
        school=teller.school, state="shared", is_revising=False, pupil__left_on=None,
        starts_on__lt=teller.plot.day(7), review_on__gte=teller.plot.today,
        pupil__admission_number__in=numbers,
    ).select_related("pupil", "kind", "school__policy").order_by("review_on", "pk")  # fmt: skip
    return [(numbers[row.pupil.admission_number], row) for row in rows]


def put_right(teller) -> None:
    """What a plan said of home was another child's: the next version says so."""
    [plan, *_] = [row for _, row in reversed(in_use(teller)) if not row.needs_second] or [None]
    if plan is None:
        return
    with teller.on(CORRECTED):
        plan = correct(plan=plan, by=teller.senco, reason="The help at home was another child’s.")
        rows = [{"id": row.pk, **texts(row)} for row in plan.targets.filter(removed_at=None)]
        head = {"home_support": "Read together for five minutes. Stop while it is still fun."}
        plan = plans.save_plan(
            plan=plan, version=plan.version, by=teller.senco, head=head, rows=rows
        )
    with teller.on(CORRECTED, 15):
        prepared = plans.share(plan=plan, by=teller.senco).letters
    teller.withdraw(prepared, CORRECTED, HANDED)


def decide(teller, decision) -> None:
    """The plan whose review comes next, with what its decision needs."""
    found = [(child, plan) for child, plan in in_use(teller) if not plan.reviews.exists()]
    if decision == "step_up":
        further = teller.furthest_support()
        found = [(c, p) for c, p in found if c.code == "K" and p.sen_level != further.name] or found
    [(child, plan), *_] = found
    with_it = {
        "keep": {"next_review_on": due(teller, 30)},
        "close": {"reason": "All that it asked for is part of every lesson now."},
    }
    teller.review(
        child, plan, REVIEWED, all_met=decision == "close", decision=decision,
        **with_it.get(decision, {}),
    )  # fmt: skip


def note(teller, nth) -> None:
    """What a teacher and an assistant saw; the last one was about somebody else."""
    found = in_use(teller)
    mine = [pair for pair in found if teller.teacher(pair[0]) == teller.staff["teacher"]]
    child, plan = (mine + [pair for pair in found if pair not in mine])[nth // 2]
    author = teller.staff["support"] if nth % 2 else teller.teacher(child)
    targets = list(plan.targets.filter(removed_at=None).values_list("pk", flat=True))
    with teller.on(NOTES_AT[nth % 2], 14):
        made = notes.add_note(
            plan=plan, by=author, text=SAID[nth % len(SAID)],
            target=None if nth % 3 == 2 else targets[nth % len(targets)],
        )  # fmt: skip
    if nth == NOTED - 1:
        with teller.on(1, 9):
            notes.withdraw(note=made, by=author, reason="Written on the wrong child’s plan.")


def check(teller, nth) -> None:
    """Some of the plans that wait for the SENCO's look, where the policy asks for it."""
    with teller.on(CHECKED, 16):
        if (period := checks.period_now(teller.school.pk)) is None:
            return
        waiting = checks.unchecked(teller.school.pk, period).filter(is_revising=False)
        of_teacher = waiting.filter(lead=teller.staff["teacher"]).order_by("pk").first()
        asks = of_teacher if nth == 0 else None
        found = [row for row in waiting.order_by("pk")[:CHECKS_A_ROW] if row != asks]
        for plan in [*([asks] if asks else []), *found]:
            says = {"finding": "change", "note": ASKED} if plan == asks else {"finding": "fine"}
            checks.check(plan=plan, by=teller.senco, period=period, **says)


def read(teller, who) -> None:
    """A day or two after it was shared; what came last is still to read."""
    person, plot = teller.staff[who], teller.plot
    left = UNREAD.get(who, len(who) % 2)
    rows = asking.unread_by(person, teller.school).select_related("plan").order_by("made_at", "pk")
    for version in list(rows)[: -left or None]:
        day = asking.day_of(version.made_at) + timedelta(days=2)
        with teller.on(max(1, min(plot.ago(day), len(plot.days))), 15):
            if moment.now() > version.made_at:
                readers.confirm(plan=version.plan, number=version.number, by=person)
