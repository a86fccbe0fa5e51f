"""A page of facts and tables for a pack, in one look."""

from dataclasses import dataclass, field

from django.template.loader import render_to_string

from pupils.wording import day_text
from sendcase import moment
from sendcase.pdf import render_pdf

BY_DAY = (("Day",), ("From",))  # tables whose first column is a day: it stands on one line


@dataclass(frozen=True)
class Block:
    """Under a heading: facts as (label, words), then a table."""

    heading: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)
    columns: tuple[str, ...] = ()
    rows: list[list[str]] = field(default_factory=list)


def html(pupil, title: str, blocks: list[Block]) -> str:
    shown = [
        {"heading": each.heading, "facts": [fact for fact in each.facts if fact[1]],
         **table_of(each), "by_day": each.columns[:1] in BY_DAY}
        for each in blocks
    ]  # fmt: skip
    return render_to_string("ehcp/packs/print/sheet.html", {
        "title": title, "blocks": shown, "pupil": pupil, "school": pupil.school,
        "printed": day_text(moment.today()),
    })  # fmt: skip


def table_of(block: Block) -> dict:
    """Without the columns in which no row says anything."""
    kept = [at for at in range(len(block.columns)) if any(row[at] for row in block.rows)]
    return {"columns": [block.columns[at] for at in kept],
            "rows": [[row[at] for at in kept] for row in block.rows]}  # fmt: skip


def sheet(case, title: str, blocks: list[Block]) -> bytes:
    """Raises PdfFailed."""
    return render_pdf(html(case.pupil, title, blocks))
