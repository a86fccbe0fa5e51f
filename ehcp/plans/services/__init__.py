"""The only code that writes EHC plans."""

from ehcp.plans.services.ending import cease, drop, leave
from ehcp.plans.services.keeping import keep, offered
from ehcp.plans.services.reading import confirm
from ehcp.plans.services.recording import move_authority, record, review_decided, save_facts
from ehcp.plans.services.restoring import take_back
from ehcp.plans.services.writing import save_line, save_section, take_out

__all__ = [
    "cease", "confirm", "drop", "keep", "leave", "move_authority", "offered", "record",
    "review_decided", "save_facts", "save_line", "save_section", "take_back",
    "take_out",
]  # fmt: skip
