"""What the database refuses to do to a family's words: change them, or an answer once given."""

from sendcase.frozen.triggers import Refusal

# What may move while nobody has answered: beside what it stands, and whom we asked.
PLACING = ("kind", "about_type", "about_id", "about_words", "asked_of")
ANSWERING = ("answer", "answered_on", "answered_by")
WITHDRAWING = ("withdrawn_at", "withdrawn_by", "withdrawn_reason", "version")


def changed_otherwise(differs: str) -> str:
    """True for every UPDATE that is none of: placing, answering once, withdrawing once."""
    fields = {field.name: field.column for field in _fields()}
    moving = (*PLACING, *ANSWERING, *WITHDRAWING)
    words = _differ(differs, (fields[name] for name in fields if name not in moving))
    answered = _differ(differs, (fields[name] for name in (*PLACING, *ANSWERING)))
    return (
        f"OLD.withdrawn_at IS NOT NULL OR {words} OR (OLD.answered_on IS NOT NULL AND ({answered}))"
    )


def _fields():
    from letters.voice.models import FamilyWord

    return FamilyWord._meta.concrete_fields


def _differ(differs, columns) -> str:
    return " OR ".join(f'OLD."{column}" {differs} NEW."{column}"' for column in columns)


WORD = (Refusal("UPDATE", changed_otherwise), Refusal("DELETE"))
