"""The letter that goes home with a plan: which one, and the facts it is filled with."""

from django.db import transaction

from iep import advice
from iep.dates import words
from letters import services as letters
from letters.purposes import purposes


def purpose_for(plan) -> str:
    """The family hears first that support began; with that said, that there is a (new) plan."""
    entry = plan.register_entry
    if entry is None or entry.family_told_on is not None:
        return "plan-shared"
    if entry.on_register:
        return "placed-on-register"
    return "support-started" if entry.census_code != "N" else "plan-shared"


def facts_for(plan, *, count, noticed) -> dict[str, str]:
    """Every value is text; `count` is the real number of targets on the paper that goes home."""
    school = plan.school
    return {
        "plan_name": plan.kind.name,
        "number_of_targets": advice.targets_in_words(count),
        "plan_lead": plan.lead.name,
        "review_date": words(plan.review_on),
        "noticed": noticed or plan.concerns,
        "when_to_talk": school.parent_meeting or "any time that suits you: please ask us",
        "stage_name": plan.register_entry.stage_name if plan.register_entry else plan.sen_level,
        "register_name": school.policy.register_name,
    }


def prepare_for(plan, *, document, count, noticed, by) -> tuple[list, str]:
    """(letters prepared, why none could be). The plan is shared in school either way."""
    key = purpose_for(plan)
    facts = facts_for(plan, count=count, noticed=noticed)
    asked = {name: facts[name] for name in purposes[key].facts if name in facts}
    try:
        with transaction.atomic():
            made = letters.prepare(
                purpose=key,
                pupil=plan.pupil,
                facts=asked,
                attachments=[document],
                about=plan,
                by=by,
            )
    except letters.CannotPrepare as reason:
        return [], str(reason)
    return made, ""
