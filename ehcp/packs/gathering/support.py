"""What the school did: referrals, plans with their reviews, what is promised, the register."""

from datetime import date

from ehcp.packs.items import Item
from ehcp.packs.sheets import Block, sheet
from ehcp.plans import quantity
from ehcp.plans.content import of_version as kept_of
from iep.content import of_version as shared_of
from iep.models import Review, SupportPlan
from iep.querysets import LIVE
from pupils.wording import day_text
from referrals.models import Referral
from referrals.printing import paper_form
from register.models import RegisterEntry

PLAN_COLUMNS = ("Target", "How it went", "Note", "What shows it")


def referrals(case) -> list[Item]:
    rows = case.mine(Referral.objects).filter(submitted_at__isnull=False)
    rows = rows.exclude(state=Referral.State.WITHDRAWN)
    joined = ("school__policy", "pupil__class_group", "register_entry", "raised_by", "decided_by")
    return [
        Item(f"referrals:{row.pk}", f"Referral: {row.get_concern_display()}", row.raised_on,
             pdf=lambda row=row: paper_form(row, case.by))
        for row in rows.select_related(*joined).order_by("raised_on", "pk")
    ]  # fmt: skip


def plans(case) -> list[Item]:
    """Each plan as it was shared, then what its reviews found."""
    shared, reviewed = case.shared_plans, _reviewed(case)
    found = []
    for row in case.support_plans:
        if row.pk in shared:
            title = f"{row.kind.name}, from {day_text(row.starts_on)}"
            found.append(Item(f"plans:{row.pk}", title, row.starts_on,
                              document=shared[row.pk].document, ours=True))  # fmt: skip
        if row.pk in reviewed:
            found.append(_review_sheet(case, row, reviewed[row.pk]))
    return found


def _reviewed(case) -> dict[int, date]:
    """Plan → the day of its last review."""
    rows = Review.objects.filter(plan__in=case.mine(SupportPlan.objects))
    return dict(rows.order_by("reviewed_on").values_list("plan", "reviewed_on"))


def _review_sheet(case, plan, on) -> Item:
    title = f"Reviews of the {plan.kind.name}, from {day_text(plan.starts_on)}"

    def pdf():
        rows = Review.objects.filter(plan=plan).prefetch_related("outcomes__target")
        return sheet(case, title, [review_block(row) for row in rows.order_by("reviewed_on", "pk")])

    return Item(f"plans:{plan.pk}-reviews", title, on, pdf=pdf)


def review_block(row) -> Block:
    facts = [("What came of it", row.get_decision_display()), ("In short", row.summary),
             ("The child said", row.pupil_views), ("The family said", row.parent_views),
             ("Why it was closed", row.reason)]  # fmt: skip
    rows = [
        [each.target.target, each.words or each.get_outcome_display(), each.note, each.evidence]
        for each in row.outcomes.all()
    ]
    return Block(f"Review of {day_text(row.reviewed_on)}", facts, PLAN_COLUMNS, rows)


def provision(case) -> list[Item]:
    """What plans promise as they were shared, and section F as it was kept: what is still being
    written leaves with nobody. What was given: gathering.given.
    """
    shared = case.shared_plans
    live = [(plan, shared[plan.pk]) for plan in case.support_plans
            if plan.state in LIVE and plan.pk in shared]  # fmt: skip
    lines = section_f(case.kept)
    title = "The help that is promised"
    if not live and not lines:
        return []
    day = max((plan.starts_on for plan, _ in live), default=None)
    return [Item("provision:1", title, day,
                 pdf=lambda: sheet(case, title, _promised(live, lines)))]  # fmt: skip


def _promised(live, lines) -> list[Block]:
    blocks = [
        Block(f"{plan.kind.name}, from {day_text(plan.starts_on)}",
              columns=("Target", "Help", "In class", "By whom"),
              rows=[[row["target"], row["resources"], row["strategies"], row["delivered_by"]]
                    for row in shared_of(version)["targets"]])
        for plan, version in live
    ]  # fmt: skip
    if lines:
        blocks.append(Block("Section F of the EHC plan", columns=("Line", "Help", "How much"),
                            rows=lines))  # fmt: skip
    return blocks


def section_f(version) -> list[list[str]]:
    """version: of the EHC plan, None where none was kept."""
    rows = kept_of(version)["provisions"] if version else []
    return [
        [f"F{row['number']}", row["words"], quantity.in_words(row) or "Not said"] for row in rows
    ]


def register(case) -> list[Item]:
    rows = list(case.mine(RegisterEntry.objects).order_by("from_on", "pk"))
    if not rows:
        return []
    title = "Stages and the register"
    return [Item("register:1", title, rows[-1].from_on,
                 pdf=lambda: sheet(case, title, [register_block(rows)]))]  # fmt: skip


def register_block(rows, heading="") -> Block:
    """rows: entries, the oldest first."""
    lines = [
        [day_text(row.from_on), day_text(row.until_on) or "Still", row.stage_name,
         "Yes" if row.on_register else "No", row.reason]
        for row in rows
    ]  # fmt: skip
    columns = ("From", "Until", "Stage", "On the register", "Why")
    return Block(heading, columns=columns, rows=lines)
