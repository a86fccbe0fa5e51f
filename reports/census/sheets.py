"""The return as a file: one row a child, one column for each thing the census takes."""

from datetime import date

from reports.census import content
from reports.census.days import name_of
from sendcase.sheets import Sheet

HEADINGS = ["UPN", "Surname", "First name", "Date of birth", "SEN provision", "SEN type 1",
            "SEN type 2", "SEN unit", "Resourced provision"]  # fmt: skip


def sheet_of(value: dict, school, *, mark: str) -> Sheet:
    """value: of reports.census.content. mark: the end of the file's name, "draft" or "approved-2".

    In words as the census form has them; an answer that is not returned is empty.
    """
    day = date.fromisoformat(value["day"])
    name = f"{school.slug}-census-{value['day']}-{mark}"
    return Sheet(name, name_of(day), HEADINGS, [cells(row) for row in value["rows"]])


def cells(row: dict) -> list:
    return [
        row["upn"], row["last"], row["first"], date.fromisoformat(row["born"]), row["code"],
        content.type_of(row, content.MAIN), content.type_of(row, content.SECOND),
        content.yes_no(row["unit"]), content.yes_no(row["resourced"]),
    ]  # fmt: skip
