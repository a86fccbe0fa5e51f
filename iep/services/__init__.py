"""Everything that changes a plan. One transaction each; see iep.states for what may follow what."""

from iep.reviews.following import close, next_plan
from iep.reviews.services import review
from iep.services.agreeing import agree, may_agree
from iep.services.editing import drop_changes, revise, save_plan
from iep.services.sharing import Paper, Shared, paper_to_share, share
from iep.services.starting import AlreadyPlanned, kinds_for, start_plan

__all__ = [
    "AlreadyPlanned",
    "Paper",
    "Shared",
    "agree",
    "close",
    "drop_changes",
    "kinds_for",
    "may_agree",
    "next_plan",
    "paper_to_share",
    "review",
    "revise",
    "save_plan",
    "share",
    "start_plan",
]
