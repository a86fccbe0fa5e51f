"""What may happen to a plan, and when. The docs' state table is printed from here.

A shared plan that is being changed again is still shared: "revising" is its phase, not a state.
"""

from iep.models import SupportPlan
from sendcase.edits import IllegalMove

State = SupportPlan.State
REVISING = "revising"
HALF = "half"  # two must agree it, one has
REVISING_HALF = "revising-half"  # two must agree the changes, one has
PHASES = {
    REVISING: "Being changed",
    HALF: "Agreed by one of two",
    REVISING_HALF: "Being changed, agreed by one of two",
}

# action → {phase before: phase after}
MOVES: dict[str, dict[str, str]] = {
    "save": {
        State.DRAFT: State.DRAFT,
        HALF: State.DRAFT,
        State.AGREED: State.DRAFT,
        REVISING: REVISING,
        REVISING_HALF: REVISING,
    },
    "agree": {State.DRAFT: State.AGREED},
    "agree first": {State.DRAFT: HALF, REVISING: REVISING_HALF},
    "agree second": {HALF: State.AGREED},
    "share": {State.AGREED: State.SHARED, REVISING: State.SHARED},
    "share second": {State.AGREED: State.SHARED, REVISING_HALF: State.SHARED},
    "revise": {State.SHARED: REVISING},
    "correct": {State.SHARED: REVISING},
    "undo": {REVISING: State.SHARED, REVISING_HALF: State.SHARED},
    "review": {State.SHARED: State.REVIEWED},
    "keep": {State.SHARED: State.SHARED},
    "next": {State.REVIEWED: State.REVIEWED},
    "supersede": {State.REVIEWED: State.SUPERSEDED},
    "close": {
        State.DRAFT: State.CLOSED,
        HALF: State.CLOSED,
        State.AGREED: State.CLOSED,
        State.SHARED: State.CLOSED,
        REVISING: State.CLOSED,
        REVISING_HALF: State.CLOSED,
        State.REVIEWED: State.CLOSED,
    },
}

VERBS = {
    "save": "change",
    "agree": "agree",
    "agree first": "agree",
    "agree second": "agree",
    "share": "share",
    "share second": "share",
    "revise": "change",
    "correct": "correct",
    "undo": "undo changes to",
    "review": "review",
    "keep": "review",
    "next": "write the next plan from",
    "supersede": "replace",
    "close": "close",
}
PHASE_WORDS = {
    State.DRAFT: "it is still a draft",
    State.AGREED: "it is agreed but not shared yet",
    State.SHARED: "it was shared with the family",
    REVISING: "it is being changed and the changes are not shared yet",
    HALF: "one person has agreed it and a second one must",
    REVISING_HALF: "one person has agreed the changes and a second one shares them",
    State.REVIEWED: "it was reviewed",
    State.CLOSED: "it is closed",
    State.SUPERSEDED: "a newer plan replaced it",
}
WHAT_TO_DO = {
    ("save", State.SHARED): "Choose “Change this plan” to make a new version.",
    ("correct", REVISING): "Share the changes or undo them first.",
    ("correct", REVISING_HALF): "Share the changes or undo them first.",
    ("share", State.DRAFT): "Agree it first.",
    ("share second", State.DRAFT): "Two people agree it first.",
    ("share second", REVISING): "Somebody agrees the changes first, another person shares them.",
    ("review", REVISING): "Share the changes or undo them first.",
    ("review", REVISING_HALF): "Share the changes or undo them first.",
    ("keep", REVISING): "Share the changes or undo them first.",
    ("keep", REVISING_HALF): "Share the changes or undo them first.",
    ("next", State.SHARED): "Review it first.",
}


def first_of_two(plan) -> int | None:
    """The number of the person who agreed first, where two must."""
    return plan.changes_agreed_by_id if plan.is_revising else plan.first_agreed_by_id


def phase(plan) -> str:
    half = plan.needs_second and first_of_two(plan) is not None
    if plan.is_revising:
        return REVISING_HALF if half else REVISING
    return HALF if half and plan.state == State.DRAFT else plan.state


def step(plan, action) -> str:
    """The row of the table that a button stands for: some plans need two people."""
    if not plan.needs_second:
        return action
    if action == "agree":
        return "agree second" if phase(plan) == HALF else "agree first"
    return "share second" if action == "share" else action


def can(plan, action) -> bool:
    return phase(plan) in MOVES[step(plan, action)]


def check(plan, action) -> None:
    """Raise IllegalMove, in words for the person, where the table has no such move."""
    now, action = phase(plan), step(plan, action)
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
