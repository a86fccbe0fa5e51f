"""What each decision of a review does, in words for the page, and which move of the plan it is."""

from iep.reviews.models import Review

Decision = Review.Decision
# decision → the move of iep.states; "" leaves it open.
MOVES = {
    "": "review",
    Decision.KEEP: "keep",
    Decision.NEXT: "review",
    Decision.STEP_UP: "review",
    Decision.STEP_DOWN: "review",
    Decision.CLOSE: "review",
}
OPENS_NEXT = (Decision.NEXT, Decision.STEP_UP, Decision.STEP_DOWN)
ASKS_STAGE = (Decision.STEP_UP, Decision.STEP_DOWN)


def meanings(senco: str) -> dict[str, str]:
    """{decision: what happens next and by whom}. senco: the school's title."""
    stage = (
        f"As “Write the next plan”, and the {senco} is asked to decide about the stage. "
        "The stage itself stays until then."
    )
    return {
        Decision.KEEP: "The plan stays as it is, with the family too. It is reviewed again on the "
        "day below.",
        Decision.NEXT: "You get the next plan to write now, with every target that was not met. "
        "The family hears when it is shared.",
        Decision.STEP_UP: stage,
        Decision.STEP_DOWN: stage,
        Decision.CLOSE: "The plan ends today and stays in the record with your reason. No other "
        "follows it by itself.",
    }
