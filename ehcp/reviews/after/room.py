"""What this part adds to the page of a review. Called once, from ehcp.reviews.room."""

from accounts.permissions import Permission as P
from ehcp.reviews.after import sending, steps
from ehcp.reviews.steps import Below, add_below, add_step
from ehcp.tabs import add_tab
from letters import hooks


def register() -> None:
    for step in steps.STEPS:
        add_step(step)
    add_below(Below("after", 20, "ehcp/reviews/after/partials/_below.html", steps.below))
    add_tab("ehc/late", "Missed dates", P.EHC_VIEW)
    if sending.on_issued not in hooks.on_issued:
        hooks.on_issued.append(sending.on_issued)
