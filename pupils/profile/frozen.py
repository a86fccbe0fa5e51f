"""What the database refuses: a pupil's words are never changed, only withdrawn, and once."""

from sendcase.frozen.triggers import Refusal

SET_BY_WITHDRAWING = ("withdrawn_at", "withdrawn_by", "withdrawn_why")


def changed_otherwise(differs: str) -> str:
    from pupils.profile.models import PupilView

    fields = PupilView._meta.concrete_fields
    kept = [field.column for field in fields if field.name not in SET_BY_WITHDRAWING]
    other = " OR ".join(f'OLD."{column}" {differs} NEW."{column}"' for column in kept)
    return f"OLD.withdrawn_at IS NOT NULL OR {other}"


VIEWS = (Refusal("UPDATE", changed_otherwise), Refusal("DELETE"))
