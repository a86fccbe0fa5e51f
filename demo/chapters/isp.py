"""One school begins early with the plan that the government proposed: an ISP for one child."""

from demo.chapters.term import due
from demo.teller import texts
from iep import services as plans
from schools.models import PlanKind
from schools.policy import services as policy
from schools.policy.snapshot import STAGE, facts

KIND = {
    "name": "Individual support plan", "short_name": "ISP", "layout": "isp", "targets_least": 1,
    "targets_most": 4, "review_cycle": "term", "review_weeks": 12, "agreed_by": "senco",
    "second_approver": False,
}  # fmt: skip
ANSWERS = {
    "layer": "targeted_plus",
    "outcomes": "By next summer: works through a whole lesson with one reminder.",
    "day_to_day": "Instructions in steps, a place away from the door, a break card.",
    "adjustments": "Extra time to answer; tests in the small room.",
    "specialists": "Speech and language therapist, every six weeks.",
    "co_production": "We met in October. The family asked for the break card.",
}
ALLOWED, BEGUN, SHARED = 12, 9, 6  # school days ago


def tell(plot) -> list[dict]:
    if plot.demo.preset != "staged_response":
        return []
    return [{"step": "allow"}, {"step": "write"}, {"step": "share"}]


def write(teller, args) -> None:
    {"allow": allow, "write": begin, "share": share}[args["step"]](teller)


def allow(teller) -> None:
    """The kind, and the stage of EHC plans where it may be written beside the other."""
    kinds = PlanKind.objects.filter(school=teller.school).order_by("order")
    stage = teller.with_plan()
    place = teller.stages.index(stage)

    def change(school):
        policy.kind(None, after=kinds.last(), **KIND)(school)
        held = [*stage.plan_kinds.all(), kinds.get(layout="isp")]
        plain = {name: value for name, value in facts(stage, STAGE).items()
                 if name not in ("code", "closed_on")}  # fmt: skip
        before = teller.stages[place - 1] if place else None
        policy.stage(stage, plan_kinds=held, after=before, **plain)(school)

    with teller.on(ALLOWED):
        policy.change(
            school=teller.school, by=teller.staff["head"], version=teller.school.policy.version,
            write=change,
        )  # fmt: skip


def child_of(plot):
    """With an EHC plan, for as long as the kind is allowed."""
    long = (life for life in plot.lives if life.child.code == "E" and life.entry > ALLOWED)
    return next(long).child


def begin(teller) -> None:
    child = child_of(teller.plot)
    kind = PlanKind.objects.get(school=teller.school, layout="isp")
    with teller.on(BEGUN, 13):
        plan = plans.start_plan(
            pupil=teller.pupil(child), kind=kind, by=teller.teacher(child, BEGUN)
        )
    plan = teller.fill(child, plan, BEGUN, due(teller, 80))
    with teller.on(BEGUN - 1, 12):
        rows = [{"id": row.pk, **texts(row)} for row in plan.targets.filter(removed_at=None)]
        plan = plans.save_plan(
            plan=plan, version=plan.version, by=teller.senco, head={"answers": ANSWERS}, rows=rows
        )
        plans.agree(plan=plan, by=teller.senco)


def share(teller) -> None:
    plan = teller.pupil(child_of(teller.plot)).plans.get(layout="isp")
    with teller.on(SHARED, 15):
        prepared = plans.share(plan=plan, by=teller.senco).letters
    teller.withdraw(prepared, SHARED, "Handed over at the meeting; not posted.")
