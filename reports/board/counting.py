"""The figures of an edition as they leave the school. Through reports.disclosure and nothing else.

A table in which fewer than five children moved since it was counted last says its last figures
again: nobody can take one report from the next and find a child.
"""

import json
from datetime import date

from reports import disclosure
from reports.board import content, sources
from reports.board.models import BoardVersion
from reports.board.sources import Days
from sendcase import moment

MOVEMENT = "movement"


def counted(school, first: date, last: date) -> dict:
    """`figures` of reports.board.content, for the term from first to last: as on its last day, or
    as on today while it goes on.
    """
    day = min(max(first, moment.today()), last)
    before = published(school)
    newest = before[0]["figures"] if before else None
    days = Days(_since(newest, first), first, day)
    made = _edition(school, days, newest)
    same = {table["key"]: table for table in newest["tables"]} if newest else {}
    return {
        "counted_on": content.iso(made.counted_on),
        "is_repeated": made.is_repeated,
        "tables": [_table(table, days, same, made.is_repeated) for table in made.tables],
        "sums": newest["sums"] if newest and made.is_repeated
        else [content.of_sums(each) for each in sources.sums(school, days)],
        "lines": sources.lines(school, days),
        "earlier": [content.as_earlier(each) for each in before],
        "national": sources.of_england(),
    }  # fmt: skip


def _since(newest: dict | None, first: date) -> date:
    """Movement adds up from the day until which it was told last."""
    told = [t["days"]["day"] for t in newest["tables"] if t["key"] == MOVEMENT] if newest else []
    return date.fromisoformat(told[0]) if told else first


def _edition(school, days: Days, newest: dict | None) -> disclosure.Edition:
    now = sources.sheets(school, days)
    raw = tuple(sheet.raw() for sheet in now)
    if newest is None:
        return disclosure.edition(days.day, raw, None, 0)
    last = {table["key"]: Days.of_json(table["days"]) for table in newest["tables"]}
    moved = sources.moved(school, last, now)
    return disclosure.edition(days.day, raw, content.edition_of(newest), moved)


def _table(table: disclosure.Table, days: Days, same: dict, is_repeated: bool) -> dict:
    """One that says its last figures again is the JSON that was frozen, to the letter."""
    if is_repeated or table.counted_on is not None:
        return same[table.key]
    return content.of_table(table, days.as_json())


def published(school) -> list[dict]:
    """What was published here last, the newest first: as many as one is compared with."""
    rows = BoardVersion.objects.filter(edition__school=school).order_by("-made_at", "-pk")
    texts = rows.values_list("content", flat=True)[: content.EARLIER]
    return [json.loads(text) for text in texts]
