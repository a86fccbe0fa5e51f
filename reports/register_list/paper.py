"""The list as a file and on paper: the same columns as on the page, and no more."""

from django.template.loader import render_to_string

from pupils.wording import day_text
from schools.sheets import named
from sendcase import moment
from sendcase.pdf import render_pdf
from sendcase.sheets import Sheet

# key of a row → heading; dates go into files as dates
COLUMNS = (
    ("name", "Name"), ("born_on", "Date of birth"), ("year", "Year"), ("class", "Class"),
    ("stage", "Stage"), ("code", "Provision"), ("needs", "Needs"), ("since_on", "Since"),
    ("review_on", "Plan review"), ("lead", "Lead"),
)  # fmt: skip
MOST_PRINTED = 1500  # children: some 60 pages


def columns(is_past: bool) -> tuple:
    """A year group has no history: on a past day there is no column for it."""
    return tuple(each for each in COLUMNS if not (is_past and each[0] == "year"))


def sheet_of(rows: list[dict], filters, school) -> Sheet:
    shown = columns(filters.is_past)
    name = named(school, "register-list", filters.day)
    cells = [[row[key] or "" for key, _ in shown] for row in rows]
    return Sheet(name, school.policy.register_name, [words for _, words in shown], cells)


def pdf(rows: list[dict], school, about: str, *, is_past: bool, by) -> bytes:
    """A4 landscape. Raises PdfFailed."""
    context = {"rows": rows, "school": school, "about": about, "is_past": is_past,
               "printed": day_text(moment.today()), "by": by.name}  # fmt: skip
    return render_pdf(render_to_string("reports/register_list/print/list.html", context))
