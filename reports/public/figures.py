"""Figures for what everybody reads: those of the last governors’ report that was published.

They are never counted here. Counts of two days beside each other could show one child crossing a
half-way mark; a report to the governors is frozen, and every paper of that term says the same.
"""

from datetime import date

from reports.board.models import BoardVersion
from reports.disclosure import SMALL, SYMBOL
from reports.figures.day import PLAN, SUPPORT
from schools.wording import day
from sendcase import moment
from sendcase.frozen.services import content_of

TABLE = "provision"
HAD = {SUPPORT: "SEN support", PLAN: "an EHC plan"}
NONE_YET = (
    "No figures of children stand here yet. They come from the last governors’ report that was "
    "published, and none is published so far."
)


def said(school) -> str:
    """How many children had which support, on which day, after which report; "" where none was
    published. One query.
    """
    made = BoardVersion.objects.filter(edition__school=school, made_at__lte=moment.now())
    newest = made.order_by("-made_at", "-pk").first()
    if newest is None:
        return ""
    report = content_of(newest)
    tables = {table["key"]: table for table in report["figures"]["tables"]}
    return sentences(tables[TABLE], report["term"]["name"]) if TABLE in tables else ""


def about(cell: dict) -> str:
    """ "about 20"; the symbol stands for itself."""
    return cell["words"] if cell["words"] == SYMBOL else f"about {cell['words']}"


def sentences(table: dict, term: str) -> str:
    """table: as reports.board.content froze it; its own day, which may be an earlier one’s."""
    cells = {row["words"]: row["cells"][0] for row in table["rows"]}
    known = [
        f"{about(cells[words])} children had {had}"
        for words, had in HAD.items()
        if words in cells and not cells[words]["is_hidden"]
    ]
    if not known:
        return ""
    on = day(date.fromisoformat(table["days"]["day"]))
    return (
        f"On {on}, {' and '.join(known)}. So it stands in our report to the governors for {term}. "
        f"Figures are rounded to the nearest 5; {SYMBOL} stands for any number up to {SMALL}."
    )
