"""The figures of an edition as they leave the school. Through reports.disclosure and nothing else.

A table in which fewer than five children moved since it was counted last says its last figures
again: nobody can take one report from the next and find a child.
"""

import json
from dataclasses import dataclass
from datetime import date

from reports import disclosure, figures
from reports.board import content, sources
from reports.board.models import BoardEdition, BoardVersion
from reports.board.sources import Days
from sendcase import moment

MOVEMENT = "movement"


@dataclass(frozen=True)
class Counted:
    """figures: of reports.board.content; cells: who stands where in them, which stays here."""

    figures: dict
    cells: dict


def counted(school, first: date, last: date) -> Counted:
    """For the term from first to last: as on its last day, or as on today while it goes on."""
    day = min(max(first, moment.today()), last)
    before = published(school)
    newest = before[0]["figures"] if before else None
    days = Days(_since(newest, first), first, day)
    now, cells = sources.sheets(school, days), cells_of_last(school)
    made = _edition(days, now, newest, cells)
    same = {table["key"]: table for table in newest["tables"]} if newest else {}
    new = {table.key for table in made.tables if is_new(table, made)}
    said = {
        "counted_on": content.iso(made.counted_on),
        "is_repeated": made.is_repeated,
        "tables": [
            content.of_table(table, days.as_json()) if table.key in new else same[table.key]
            for table in made.tables
        ],
        "sums": newest["sums"] if newest and made.is_repeated
        else [content.of_sums(each) for each in sources.sums(school, days)],
        "lines": sources.lines(school, days),
        "earlier": [content.as_earlier(each) for each in before],
        "national": sources.of_england(),
    }  # fmt: skip
    return Counted(said, {**cells, **figures.kept(each for each in now if each.key in new)})


def is_new(table: disclosure.Table, made: disclosure.Edition) -> bool:
    """One that says its last figures again is the JSON that was frozen, to the letter."""
    return not made.is_repeated and table.counted_on is None


def cells_of_last(school) -> dict:
    """Who stood where in the report that was published last; of each table as it was counted."""
    rows = BoardEdition.objects.filter(school=school).published()
    found = rows.order_by("-issued__made_at", "-pk").values_list("cells", flat=True).first()
    return found or {}


def _since(newest: dict | None, first: date) -> date:
    """Movement adds up from the day until which it was told last."""
    told = [t["days"]["day"] for t in newest["tables"] if t["key"] == MOVEMENT] if newest else []
    return date.fromisoformat(told[0]) if told else first


def _edition(days: Days, now, newest: dict | None, cells: dict) -> disclosure.Edition:
    raw = tuple(sheet.raw() for sheet in now)
    if newest is None:
        return disclosure.edition(days.day, raw, None, 0)
    moved = figures.moves(cells, now)
    return disclosure.edition(days.day, raw, content.edition_of(newest), moved)


def published(school) -> list[dict]:
    """What was published here last, the newest first: as many as one is compared with."""
    rows = BoardVersion.objects.filter(edition__school=school).order_by("-made_at", "-pk")
    texts = rows.values_list("content", flat=True)[: content.EARLIER]
    return [json.loads(text) for text in texts]
