"""What differs, as one sentence: the first thing read, aloud or on the page."""

from iep.advice import NUMBERS
from iep.versions.differences import ADDED, CHANGED, REMOVED, Change

NOTHING = "The two say the same."
DAYS = {"starts_on": "the start date", "review_on": "the review date",
        "born_on": "the date of birth"}  # fmt: skip


def summary(changes: list[Change]) -> str:
    """ "Target 2 was changed; a target was added; the review date moved from … to …." """
    if not changes:
        return NOTHING
    targets = [change for change in changes if change.what == "target"]
    rest = [change for change in changes if change.what != "target"]
    said = [*_targets(targets), *(_said(change) for change in rest)]
    sentence = "; ".join(said)
    return f"{sentence[0].upper()}{sentence[1:]}."


def _targets(changes):
    """Targets changed by name, those added and taken out by number."""
    changed = [change.title.split()[1] for change in changes if change.kind == CHANGED]
    if changed:
        yield (
            f"target {changed[0]} was changed"
            if len(changed) == 1
            else (f"targets {', '.join(changed[:-1])} and {changed[-1]} were changed")
        )
    for kind, words in ((ADDED, "added"), (REMOVED, "taken out")):
        if count := sum(change.kind == kind for change in changes):
            yield (
                f"a target was {words}" if count == 1 else f"{_number(count)} targets were {words}"
            )
    for change in changes:
        if change.moved:
            yield f"target {change.moved[0]} is now target {change.moved[1]}"


def _number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def _said(change: Change) -> str:
    [part] = change.parts
    if change.key in DAYS:
        return f"{DAYS[change.key]} moved from {part.before} to {part.after}"
    if change.key == "lead":
        return f"the plan is led by {part.after}, before by {part.before}"
    if change.what == "area":
        if change.kind == CHANGED:
            return f"the area “{part.before}” is now called “{part.after}”"
        words = {ADDED: "was added", REMOVED: "was taken out"}[change.kind]
        return f"the area “{part.after or part.before}” {words}"
    words = {ADDED: "was filled in", REMOVED: "was emptied", CHANGED: "was changed"}[change.kind]
    return f"“{change.title}” {words}"
