"""What the database refuses once a decision was carried out: to change it, or to lose it."""

from sendcase.frozen.triggers import Refusal

DECIDED = ("choice", "to_stage", "reason", "decided_by", "decided_at", "done_at", "class_name",
           "stage_name", "to_stage_name", "pupil", "review", "problem")  # fmt: skip


def decided_otherwise(differs: str) -> str:
    from register.review.models import ReviewRow

    columns = [ReviewRow._meta.get_field(name).column for name in DECIDED]
    other = " OR ".join(f'OLD."{column}" {differs} NEW."{column}"' for column in columns)
    return f"OLD.done_at IS NOT NULL AND ({other})"


ROWS = (
    Refusal("UPDATE", decided_otherwise),
    Refusal("DELETE", lambda differs: "OLD.done_at IS NOT NULL"),
)
