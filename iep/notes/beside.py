"""Notes beside their target when the plan is reviewed."""

from collections import defaultdict
from dataclasses import dataclass

from iep.dates import words
from iep.notes.models import PlanNote


@dataclass(frozen=True)
class Noted:
    """One note: its words, the name of who wrote it, the day it is about, in words."""

    text: str
    by: str
    on: str


def noted(user, plans) -> dict[int, dict[int | None, list[Noted]]]:
    """Plan number → number of a target in force → its notes, the newest first; under None those
    on the plan as a whole, and on targets that were taken out since. None that was withdrawn.
    One query.
    """
    rows = PlanNote.objects.visible_to(user).filter(plan__in=plans, withdrawn_at=None)
    found = defaultdict(lambda: defaultdict(list))
    for note in rows.select_related("author", "target"):
        key = note.target_id if note.target and note.target.removed_at is None else None
        found[note.plan_id][key].append(Noted(note.text, note.author.name, words(note.on)))
    return {plan: dict(said) for plan, said in found.items()}
