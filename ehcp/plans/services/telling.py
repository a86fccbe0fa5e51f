"""The audit row and the line in the child's story that every change of a plan leaves."""

from accounts.permissions import Permission
from audit import log
from pupils import chronology


def tell(plan, verb, by, detail, story="", on=None, needs=Permission.EHC_VIEW) -> None:
    """story: without the child's name; it quotes no section."""
    ids = {"school_id": plan.school_id, "pupil_id": plan.pupil_id}
    log.record(f"ehc_plan.{verb}", target=plan, by=by, detail=detail, **ids)
    if story:
        chronology.note(plan.pupil, story, needs=needs, url=plan.get_absolute_url(), on=on)
