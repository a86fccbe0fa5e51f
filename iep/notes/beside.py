"""Notes beside their target when the plan is reviewed."""

from collections import defaultdict

from iep.dates import words
from iep.notes.models import PlanNote
from iep.reviews.beside import Line, Source

COLUMNS = ("pk", "plan", "target", "target__removed_at", "text", "author__name", "on")


def asks(user, plans) -> dict:
    rows = PlanNote.objects.visible_to(user).filter(plan__in=plans, withdrawn_at=None)
    return {"note": (rows, COLUMNS)}


def noted(user, plans, found) -> dict[int, dict[int | None, list[Line]]]:
    """Plan number → number of a target in force → its notes, the newest first; under None those
    on the plan as a whole, and on targets that were taken out since. None that was withdrawn.
    """
    noted = defaultdict(lambda: defaultdict(list))
    for note in sorted(found["note"], key=lambda row: (row["on"], row["pk"]), reverse=True):
        key = note["target"] if note["target__removed_at"] is None else None
        said = Line(note["text"], note["author__name"], words(note["on"]))
        noted[note["plan"]][key].append(said)
    return {plan: dict(said) for plan, said in noted.items()}


SOURCE = Source(noted, asks)
