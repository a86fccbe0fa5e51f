"""One field of a line that came in: checked as the model would, in words that name the place."""

import unicodedata

from django.core.exceptions import ValidationError
from django.db import models

from reports.export import Refused
from sendcase.backup.rows import value

MOST_DEEP = 20  # ours are four deep
SPACES = "\n\t\r"


def checked(field, there, where: str):
    """The value for the column. Raises Refused."""
    said = f"{where}: {field.name}"
    if there is None:
        if not field.null:
            raise Refused(f"{said} is missing.")
        return None
    refuse_hidden(there, said)
    if isinstance(field, models.JSONField):
        return there
    try:
        refuse_kind(field, there)
        found = value(field, there)
        field.run_validators(found)
    except (ValidationError, ValueError, TypeError, OverflowError) as wrong:
        raise Refused(f"{said} is nothing that this field can hold.") from wrong
    if field.choices and found not in ("", None) and found not in dict(field.flatchoices):
        raise Refused(f"{said} is {str(found)[:40]!r}, which is none of its values.")
    return found


def refuse_kind(field, there) -> None:
    """A number where words belong, or words where a number does: "1" is no True."""
    if isinstance(field, models.BooleanField):
        right = isinstance(there, bool)
    elif isinstance(field, models.IntegerField):
        right = isinstance(there, int) and not isinstance(there, bool)
    else:
        right = isinstance(there, str)
    if not right:
        raise ValueError(type(there).__name__)
    most = getattr(field, "max_length", None)
    is_text = isinstance(field, models.CharField | models.TextField)
    if is_text and most and len(there) > most:
        raise ValueError("too long")


def refuse_hidden(there, said: str, depth=0) -> None:
    """NUL, other control characters and half characters: no form lets them in."""
    if depth > MOST_DEEP:
        raise Refused(f"{said} is too deep.")
    if isinstance(there, dict | list):
        parts = [*there, *there.values()] if isinstance(there, dict) else there
        for part in parts:
            refuse_hidden(part, said, depth + 1)
    elif isinstance(there, str):
        for character in there:
            if unicodedata.category(character) in ("Cc", "Cs") and character not in SPACES:
                raise Refused(f"{said} holds a hidden character (such as NUL).")
