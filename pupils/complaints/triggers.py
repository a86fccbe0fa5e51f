"""What the database refuses to do to a complaint: rewrite one that is closed, or an answer."""

from sendcase.frozen.triggers import ALL, Refusal

NEVER = ("uid", "created_at", "school", "pupil", "recorded_by")
ANSWERING = ("answer", "answered_on", "answered_by")
CLOSING = ("outcome", "closed_on", "version")


def changed_otherwise(differs: str) -> str:
    """True for every UPDATE that moves it to another child, touches a closed complaint otherwise
    than by opening it again, or rewrites an answer (asking anew takes it away whole; its words are
    a step then).
    """
    columns = {field.name: field.column for field in _fields()}
    moved = _differ(differs, (columns[name] for name in NEVER))
    rest = _differ(differs, (columns[name] for name in columns if name not in CLOSING))
    answer = _differ(differs, (columns[name] for name in ANSWERING))
    opened_again = f"NEW.closed_on IS NULL AND NEW.outcome = '' AND NOT ({rest})"
    return (
        f"{moved} OR (OLD.closed_on IS NOT NULL AND NOT ({opened_again})) "
        f"OR (OLD.answered_on IS NOT NULL AND NEW.answered_on IS NOT NULL AND ({answer}))"
    )


def _fields():
    from pupils.complaints.models import Complaint

    return Complaint._meta.concrete_fields


def _differ(differs, columns) -> str:
    return " OR ".join(f'OLD."{column}" {differs} NEW."{column}"' for column in columns)


COMPLAINT = (Refusal("UPDATE", changed_otherwise), Refusal("DELETE"))
STEP = ALL
