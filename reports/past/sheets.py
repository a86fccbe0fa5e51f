"""The tables, or the children behind a figure, as a file."""

from pupils.wording import day_text
from reports.past import names
from reports.past.reading import Told
from reports.past.showing import tables
from sendcase.sheets import Sheet


def of_tables(told: Told, school) -> Sheet:
    """One line for each row and column; of two days with what changed."""
    days = [day_text(day) for day in told.days]
    beside = ["Changed"] if len(days) == 2 else []
    headings = ["Table", "Row", "Column", *days, *beside, "To know"]
    rows = [
        line
        for table in tables(told)
        for line in lines(table, len(days), bool(beside))
    ]  # fmt: skip
    return Sheet(name(school, told.days), "The register on a day", headings, rows)


def lines(table: dict, days: int, has_change: bool) -> list[list[str]]:
    """Of what moved there is one figure: it stands under the later day."""
    found = []
    for row in table["rows"]:
        step = len(row["cells"]) // len(table["columns"])
        for at, column in enumerate(table["columns"]):
            said = [shown(cell) for cell in row["cells"][at * step : (at + 1) * step]]
            if has_change and step == 1:
                said = ["", *said, ""]
            found.append([table["title"], row["words"], column, *said, " ".join(table["notes"])])
    return found


def shown(cell: dict) -> str:
    return cell["words"] if cell["count"] is None else str(cell["count"])


def of_names(rows: list[dict], school, days) -> Sheet:
    made = [names.cells(row) for row in rows]
    return Sheet(f"{name(school, days)}-children", "Children", names.HEADINGS, made)


def name(school, days) -> str:
    return "-".join([school.slug, "register", *(day.isoformat() for day in days)])
