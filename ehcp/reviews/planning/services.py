"""The only code that writes the planning of a review."""

from ehcp.reviews.planning.advising import (
    ask_again,
    no_advice,
    own_advice,
    take_advice,
    take_by_link,
)
from ehcp.reviews.planning.circulating import circulate
from ehcp.reviews.planning.day import set_day
from ehcp.reviews.planning.inviting import invite
from ehcp.reviews.planning.moving import they_know
from ehcp.reviews.planning.opening import call_off, change_kind, open_review
from ehcp.reviews.planning.people import save_person, save_wishes, take_off
from ehcp.reviews.planning.posting import write as write_letter

__all__ = [
    "ask_again", "call_off", "change_kind", "circulate", "invite", "no_advice", "open_review",
    "own_advice", "save_person", "save_wishes", "set_day", "take_advice", "take_by_link",
    "take_off", "they_know", "write_letter",
]  # fmt: skip
