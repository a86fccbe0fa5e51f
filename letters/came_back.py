"""Post that came back: the address is doubted until it changes."""

import json
import re

from letters.merge import day_in_words
from letters.models import Letter
from sendcase.moment import LONDON

KINDS = [
    ("gone", "Gone away"),
    ("no_address", "No such address"),
    ("refused", "Refused"),
    ("bounced", "The e-mail came back"),
    ("other", "Something else"),
]
WORDS = dict(KINDS)


def reason_of(kind: str, words: str) -> str:
    """What stands in the record: "Gone away. New people live there."."""
    return f"{WORDS[kind]}. {words}".strip()


def remark(letter, lines) -> list[str]:
    """A sentence where an earlier letter to this reader at this very address came back."""
    rows = Letter.objects.filter(
        pupil=letter.pupil_id,
        contact=letter.contact_id,
        state=Letter.State.RETURNED,
        issued_version__isnull=False,
    )
    rows = rows.exclude(pk=letter.pk).select_related("issued_version").order_by("-closed_at")
    for row in rows[:10]:
        if _plain(json.loads(row.issued_version.content)["to"]["lines"]) == _plain(lines):
            on = day_in_words(row.closed_at.astimezone(LONDON).date())
            why = row.closed_reason.splitlines()[0].rstrip(".")
            return [f"A letter to this address came back on {on} ({why}). Ask for the new one."]
    return []


def _plain(lines) -> str:
    return re.sub(r"[\W_]+", "", "".join(lines)).casefold()
