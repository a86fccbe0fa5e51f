"""What the database refuses to do to a note: everything but withdrawing it, once."""

from sendcase.frozen.triggers import Refusal

SET_BY_WITHDRAWING = ("withdrawn_at", "withdrawn_by", "withdrawn_reason", "version")


def changed_otherwise(differs: str) -> str:
    """True for every UPDATE that is not: standing → withdrawn, all else equal."""
    from iep.notes.models import PlanNote

    kept = [f.column for f in PlanNote._meta.concrete_fields if f.name not in SET_BY_WITHDRAWING]
    same = " OR ".join(f'OLD."{column}" {differs} NEW."{column}"' for column in kept)
    return f"OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL OR {same}"


NOTE = (Refusal("UPDATE", changed_otherwise), Refusal("DELETE"))
