"""Everything that changes a handover. One transaction each; see iep.handover.states."""

from iep.handover.services.handing import hand_over, paper_to_hand, take_back
from iep.handover.services.reading import answer, ask, read_all, read_one
from iep.handover.services.starting import add_child, call_off, change, open_reading, start
from iep.handover.services.writing import write

__all__ = [
    "add_child",
    "answer",
    "ask",
    "call_off",
    "change",
    "hand_over",
    "open_reading",
    "paper_to_hand",
    "read_all",
    "read_one",
    "start",
    "take_back",
    "write",
]
