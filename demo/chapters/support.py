"""Two years of support: children come to it, plans follow each other, some no longer need it."""

from demo import ahead
from demo.chapters import bank, handovers, reviews
from demo.plot import Life
from demo.teller import Teller
from iep import services as plans
from iep.models import SupportPlan
from letters import services as letters
from letters.models import Letter
from register import services as register
from schools.models import PlanKind
from schools.policy import services as policy

HANDED = "Handed over and talked through at the parents’ evening; not posted."
POLICY_AGO = 52  # since then two people agree the plans of a school with three tiers


def tell(plot) -> list[dict]:
    """Three rows for each plan: written, shared, its letters dealt with. Others for what ends."""
    found = []
    for place, life in enumerate(plot.lives):
        steps = [
            (cycle.ago - days, {"cycle": k, "step": step})
            for k, cycle in enumerate(life.cycles)
            for days, step in ((0, "write"), (2, "share"), (4, "post"))
        ]
        if not life.cycles:
            steps.append((life.entry, {"step": "enter"}))
        if life.ended:
            steps.append((life.ended, {"step": "end"}))
        found += [(ago, {"life": place, **step}) for ago, step in steps]
    if plot.demo.preset == "three_tiers":
        found.append((min(POLICY_AGO, len(plot.days)), {"step": "two_agree"}))
    found += [*bank.past(plot), *handovers.past(plot), *reviews.past(plot)]
    return [args for _, args in sorted(found, key=lambda pair: -pair[0])]


def write(teller: Teller, args: dict) -> None:
    step = args["step"]
    if step == "two_agree":
        two_agree(teller)
        return
    life = teller.plot.lives[args["life"]]
    if step in ("enter", "end"):
        {"enter": enter, "end": end}[step](teller, life)
    else:
        {"write": one_plan, "share": share, "post": post}[step](teller, life, args["cycle"])


def two_agree(teller: Teller) -> None:
    """The head asked for it: the plans that go with the register are agreed by two people."""
    with teller.on(min(POLICY_AGO, len(teller.plot.days))):
        row = PlanKind.objects.get(school=teller.school, agreed_by="senco")
        names = ("name", "short_name", "layout", "targets_least", "targets_most", "review_cycle",
                 "review_weeks", "agreed_by")  # fmt: skip
        facts = {name: getattr(row, name) for name in names} | {"second_approver": True}
        kinds = teller.school.plan_kinds.filter(order__lt=row.order).order_by("order")
        policy.change(
            school=teller.school, by=teller.staff["head"], version=teller.school.policy.version,
            write=policy.kind(row, after=kinds.last(), **facts),
        )  # fmt: skip


def enter(teller: Teller, life: Life) -> None:
    """Watched first, asked for by the teacher, or come with it from another school."""
    child, ago = life.child, life.entry
    watching = teller.watching()
    if life.came == "watched" and watching:
        words = "Progress has slowed; we look again in half a term."
        teller.place(child, watching, ago + 30, words)
    if life.came == "placed":
        stage = teller.with_plan() if life.moved == 0 else further(teller, child)
        teller.place(
            child, stage, ago, "Came with this support, and it goes on.",
            evidence="Papers of the setting before, and our own assessment.",
        )  # fmt: skip
    else:
        teller.accept(child, teller.refer(child, ago + 6), ago)
    if life.told == "talk" or not life.cycles:
        teller.tell_family(child, max(ago - 2, 1), "talk with the class teacher")


def further(teller: Teller, child):
    """Most children who come with support are at the last stage before an EHC plan."""
    return teller.furthest_support() if child.number % 4 else teller.start()


def one_plan(teller: Teller, life: Life, k: int) -> None:
    child, cycle = life.child, life.cycles[k]
    old = newest_plan(teller, child)
    if k == 0:
        enter(teller, life)
    else:
        teller.review(child, old, cycle.ago + 1)
        move_on(teller, life, k)
    plan = follow(teller, child, old, cycle.ago)
    plan = teller.agree(child, teller.fill(child, plan, cycle.ago, cycle.due), cycle.ago - 1)
    ahead.begin(("plan", plan.pk), lambda: print_plan(teller, plan, cycle.ago - 2))


def print_plan(teller: Teller, plan, ago):
    with teller.on(ago, 15):
        return plans.paper_to_share(plan)


def share(teller: Teller, life: Life, k: int) -> None:
    child, cycle = life.child, life.cycles[k]
    plan, ago = newest_plan(teller, child), cycle.ago - 2
    paper = ahead.take(("plan", plan.pk), lambda: print_plan(teller, plan, ago))
    prepared = teller.share(child, plan, ago, paper)
    if prepared and goes_by_post(cycle):
        approved = teller.approve(prepared, ago - 1)
        for letter in approved:
            ahead.begin(
                ("letter", letter.pk), lambda row=letter: print_letter(teller, row, ago - 2)
            )


def print_letter(teller: Teller, letter, ago):
    with teller.on(ago, 11):
        return letters.paper_to_issue(letter)


def goes_by_post(cycle) -> bool:
    """What is handed over is not posted: the family hears of it on that evening."""
    return cycle.fate != "handed"


def newest_plan(teller: Teller, child) -> SupportPlan | None:
    rows = SupportPlan.objects.filter(pupil=teller.pupil(child))
    return rows.order_by("-pk").first()


def move_on(teller: Teller, life: Life, k: int) -> None:
    """The EHC plan comes; or support goes a stage further, where the policy has one."""
    child, ago = life.child, life.cycles[k].ago + 1
    if k == life.moved:
        teller.place(
            child, teller.with_plan(), ago,
            "The authority issued an education, health and care plan.",
            evidence="The plan, received by post.",
        )  # fmt: skip
    elif k == 1 and life.child.code == "K" and teller.furthest_support() != teller.start():
        entry = register.newest(teller.pupil(child))
        if entry.stage != teller.start():
            return
        teller.place(child, teller.furthest_support(), ago, "The first plan was not enough.")
    else:
        return
    teller.tell_family(child, ago - 1, "talk at the review meeting")


def follow(teller: Teller, child, old, ago) -> SupportPlan:
    """The next plan of the kind, or one of another kind where the stage now asks for that."""
    if old is None:
        return teller.start_plan(child, ago)
    if old.kind in plans.kinds_for(teller.pupil(child)):
        with teller.on(ago, 13):
            return plans.next_plan(plan=old, by=teller.teacher(child, ago))
    with teller.on(ago, 12):
        plans.close(plan=old, by=teller.senco, reason="A plan of another kind follows it.")
    return teller.start_plan(child, ago)


def post(teller: Teller, life: Life, k: int) -> None:
    """What became of the letters, as far as there was time for it."""
    child, cycle = life.child, life.cycles[k]
    ago, plan = cycle.ago - 4, newest_plan(teller, child)
    waiting = list(Letter.objects.filter(about_type="iep.supportplan", about_id=plan.pk))
    if not goes_by_post(cycle) or not waiting:
        if needs_telling(teller, child):
            teller.tell_family(child, ago, "talk at the parents’ evening")
        teller.withdraw(waiting, ago, HANDED)
        return
    printed = [
        ahead.take(("letter", row.pk), lambda row=row: print_letter(teller, row, ago))
        for row in waiting
    ]
    issued = teller.issue(waiting, ago, printed)
    if cycle.fate == "returned" and ago > 12:
        teller.come_back(issued, ago - 6)
    elif cycle.fate != "sent" and ago > 6 or ago > 8:
        teller.answer(issued, max(ago - 7, 1))


def needs_telling(teller: Teller, child) -> bool:
    entry = register.newest(teller.pupil(child))
    return entry.family_told_on is None and entry.census_code != "N"


def end(teller: Teller, life: Life) -> None:
    """All met: the plan is reviewed and closed, the place on the register ended."""
    child, ago = life.child, life.ended
    plan = newest_plan(teller, child)
    teller.review(child, plan, ago + 2, all_met=True)
    with teller.on(ago + 1):
        plans.close(plan=plan, by=teller.senco, reason="All targets met; class teaching is enough.")
    with teller.on(ago, 11):
        register.close(
            entry=register.newest(teller.pupil(child)), by=teller.senco,
            reason="Keeps up with the class without extra support for half a term.",
        )  # fmt: skip
