"""Which letter follows from a decision, and the facts it is filled with."""

from letters import services as letters
from pupils.wording import day_text
from register import purposes
from schools.models import Census

WITH_PLAN = "with plan"  # the family hears that support begins with the plan, as ever


def supports(stage) -> bool:
    """Whether a stage (or an entry: it has the same two facts) is something to tell a family."""
    return stage.census_code != Census.N or stage.on_register


def follows(before, stage):
    """The Purpose of the letter; WITH_PLAN; None where no letter follows.

    before: the entry as it was; stage: where the child goes, None if nowhere.
    """
    if not supports(before):
        return WITH_PLAN if stage is not None and supports(stage) else None
    if stage is None or not supports(stage):
        return purposes.LEFT
    return purposes.UP if stage.order > before.stage.order else purposes.DOWN


def title_of(letter, stage) -> str:
    """What the check says of it."""
    if letter is WITH_PLAN:
        return f"“{purposes.for_entry(stage).title}”, when the plan is shared"
    return f"“{letter.title}”"


def on_the_register(was: bool, stage, name: str) -> str:
    """A sentence that fits a letter to the family and one to the young person."""
    now = stage is not None and stage.on_register
    if was:
        return f"The place on our {name} {'stays' if now else 'ends with this change'}."
    if now:
        return f"This stage comes with a place on our {name}. It is a private list."
    return f"There was no place on our {name}, and there is none now."


def prepare(*, purpose, pupil, before, stage, about, reason, on, by) -> list:
    """The letters of one change. Raises letters.services.CannotPrepare."""
    name = pupil.school.policy.register_name
    facts = {
        "old_stage": before.stage_name,
        "from_day": day_text(on),
        "why": reason,
        "register_words": on_the_register(before.on_register, stage, name),
        "register_name": name,
        "stage_name": stage.name if stage else "",
    }
    asked = {field: facts[field] for field in purpose.facts}
    return letters.prepare(
        purpose=purpose.key, pupil=pupil, facts=asked, attachments=[], about=about, by=by
    )
