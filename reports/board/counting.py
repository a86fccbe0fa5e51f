"""The figures of an edition as they leave the school. Through reports.disclosure and nothing else.

A table in which fewer than five children moved since it was counted last says its last figures
again: nobody can take one report from the next and find a child.
"""

import json
from dataclasses import dataclass
from datetime import date, timedelta

from reports import amounts, figures
from reports.board import content, sources
from reports.board.models import BoardEdition, BoardVersion
from reports.board.sources import Days
from sendcase import moment
from sendcase.snapshot import one_moment

MOVEMENT = "movement"


@dataclass(frozen=True)
class Counted:
    """figures: of reports.board.content; cells: who stands where in them, which stays here."""

    figures: dict
    cells: dict


@one_moment()
def counted(school, first: date, last: date) -> Counted:
    """For the term from first to last: as on its last day, or as on today while it goes on."""
    day = min(max(first, moment.today()), last)
    before = published(school)
    newest = before[0]["figures"] if before else None
    days = Days(_since(school, newest, first), first, day)
    cells = cells_of_last(school, newest) if newest else {}
    last_edition = content.edition_of(newest) if newest else None
    made, now = figures.next_edition(day, sources.sheets(school, days), last_edition, cells)
    same = {table["key"]: table for table in newest["tables"]} if newest else {}
    sums, now_sums = _sums(school, days, newest, made.is_repeated, cells)
    said = {
        "counted_on": content.iso(made.counted_on),
        "is_repeated": made.is_repeated,
        "tables": [
            content.of_table(table, days.as_json()) if table.key in made.counted
            else same[table.key]  # to the letter
            for table in made.tables
        ],
        "wholes": content.of_wholes(made.wholes),
        "sums": sums,
        "lines": sources.lines(school, days),
        "earlier": [content.as_earlier(each) for each in before],
        "national": sources.of_england(school),
    }  # fmt: skip
    return Counted(said, {**now, **now_sums})


def _sums(school, days: Days, newest: dict | None, is_repeated: bool, cells: dict):
    """(the amounts as JSON, what is kept of those counted anew). Where newer ones would point at a
    child, and where the whole edition says its last figures, the amounts say theirs again.
    """
    last = {each["key"]: each for each in newest["sums"]} if newest else {}
    said, kept = [], {}
    for raw in sources.amounts(school, days):
        may = not is_repeated and amounts.may_be_counted(raw, cells.get(raw.key, {}))
        if raw.key in last and not may:
            said.append(last[raw.key])
        else:
            said.append(content.of_sums(amounts.protect(raw), days.as_json()))
            kept[raw.key] = raw.kept()
    return said, kept


def cells_of_last(school, newest: dict) -> dict:
    """Who stood where in the report that was published last; of each table as it was counted."""
    rows = BoardEdition.objects.filter(school=school).published()
    found = rows.order_by("-issued__made_at", "-pk").values_list("cells", flat=True).first()
    return found or _cells_again(school, newest)


def _cells_again(school, newest: dict) -> dict:
    """The same from the dated records of today, where nobody kept it (a report of an earlier
    version). What was put right since is not seen.
    """
    keys: dict[Days, set[str]] = {}
    for each in (*newest["tables"], *newest["sums"]):
        keys.setdefault(Days.of(each["days"]), set()).add(each["key"])
    found: dict[str, dict] = {}
    for days in sorted(keys, key=lambda each: each.day):  # of a whole the newest counts
        found |= figures.kept(
            each for each in sources.sheets(school, days) if each.key in keys[days]
        )
        found |= {
            raw.key: raw.kept() for raw in sources.amounts(school, days) if raw.key in keys[days]
        }
    return found


def _since(school, newest: dict | None, first: date) -> date:
    """Movement adds up from the day until which it was told last; at first from the day before the
    term, or nobody would have come on its first day. A school whose records begin later has its
    children from then on: they are no joiners.
    """
    told = [t["days"]["day"] for t in newest["tables"] if t["key"] == MOVEMENT] if newest else []
    if told:
        return date.fromisoformat(told[0])
    begun, before = figures.first_record(school), first - timedelta(days=1)
    return before if begun is None else max(before, min(begun, first))


def published(school) -> list[dict]:
    """What was published here last, the newest first: as many as one is compared with."""
    rows = BoardVersion.objects.filter(edition__school=school).order_by("-made_at", "-pk")
    texts = rows.values_list("content", flat=True)[: content.EARLIER]
    return [json.loads(text) for text in texts]
