"""What may happen to a plan, and when. The docs' state table is printed from here.

A shared plan that is being changed again is still shared: "revising" is its phase, not a state.
"""

from iep.models import SupportPlan
from sendcase.edits import IllegalMove

State = SupportPlan.State
REVISING = "revising"

# action → {phase before: phase after}
MOVES: dict[str, dict[str, str]] = {
    "save": {State.DRAFT: State.DRAFT, State.AGREED: State.DRAFT, REVISING: REVISING},
    "agree": {State.DRAFT: State.AGREED},
    "share": {State.AGREED: State.SHARED, REVISING: State.SHARED},
    "revise": {State.SHARED: REVISING},
    "undo": {REVISING: State.SHARED},
    "review": {State.SHARED: State.REVIEWED},
    "next": {State.REVIEWED: State.REVIEWED},
    "supersede": {State.REVIEWED: State.SUPERSEDED},
    "close": {
        State.DRAFT: State.CLOSED,
        State.AGREED: State.CLOSED,
        State.SHARED: State.CLOSED,
        REVISING: State.CLOSED,
        State.REVIEWED: State.CLOSED,
    },
}

VERBS = {
    "save": "change",
    "agree": "agree",
    "share": "share",
    "revise": "change",
    "undo": "undo changes to",
    "review": "review",
    "next": "write the next plan from",
    "supersede": "replace",
    "close": "close",
}
PHASE_WORDS = {
    State.DRAFT: "it is still a draft",
    State.AGREED: "it is agreed but not shared yet",
    State.SHARED: "it was shared with the family",
    REVISING: "it is being changed and the changes are not shared yet",
    State.REVIEWED: "it was reviewed",
    State.CLOSED: "it is closed",
    State.SUPERSEDED: "a newer plan replaced it",
}
WHAT_TO_DO = {
    ("save", State.SHARED): "Choose “Change this plan” to make a new version.",
    ("share", State.DRAFT): "Agree it first.",
    ("review", REVISING): "Share the changes or undo them first.",
    ("next", State.SHARED): "Review it first.",
}


def phase(plan) -> str:
    return REVISING if plan.is_revising else plan.state


def can(plan, action) -> bool:
    return phase(plan) in MOVES[action]


def check(plan, action) -> None:
    """Raise IllegalMove, in words for the person, where the table has no such move."""
    now = phase(plan)
    if now in MOVES[action]:
        return
    sentence = f"You can’t {VERBS[action]} this plan: {PHASE_WORDS[now]}."
    raise IllegalMove(f"{sentence} {WHAT_TO_DO.get((action, now), '')}".strip())


def table() -> list[str]:
    """The moves as rows of a Markdown table, for docs/decisions/plans.md."""
    return [
        f"| {action} | {before} | {after} |"
        for action, moves in MOVES.items()
        for before, after in moves.items()
    ]
