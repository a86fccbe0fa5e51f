"""The figures of an edition as they leave the school. Through reports.disclosure and nothing else.

A table in which fewer than five children moved since it was counted last says its last figures
again: nobody can take one report from the next and find a child.
"""

import json
from datetime import date

from reports import disclosure
from reports.board import content, sources
from reports.board.models import BoardVersion
from sendcase import moment


def counted(school, first: date, last: date) -> dict:
    """`figures` of reports.board.content, for the term from first to last: as on its last day, or
    as on today while it goes on.
    """
    day = min(max(first, moment.today()), last)
    before = published(school)
    made, since = _edition(school, first, day, before)
    return {
        "counted_on": content.iso(made.counted_on),
        "moved_since": content.iso(since),
        "is_repeated": made.is_repeated,
        "tables": [content.of_table(table) for table in made.tables],
        "earlier": [content.as_earlier(each) for each in before],
        "national": sources.of_england(),
    }


def _edition(school, first, day, before) -> tuple[disclosure.Edition, date]:
    """The edition, and since when its movement counts: the day the last one was counted on."""
    if not before:
        raw = sources.tables(school, first, first, day)
        return disclosure.edition(day, raw, None, 0), first
    last = content.edition_of(before[0]["figures"])
    raw = sources.tables(school, last.counted_on, first, day)
    moved = sources.moved(school, last, day)
    made = disclosure.edition(day, raw, last, moved)
    if made.is_repeated:
        return made, date.fromisoformat(before[0]["figures"]["moved_since"])
    return made, last.counted_on


def published(school) -> list[dict]:
    """What was published here last, the newest first: as many as one is compared with."""
    rows = BoardVersion.objects.filter(edition__school=school).order_by("-made_at", "-pk")
    texts = rows.values_list("content", flat=True)[: content.EARLIER]
    return [json.loads(text) for text in texts]
