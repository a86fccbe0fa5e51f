"""A starter form of our own, where an authority has none: made from code, marked already."""

import io

from docx import Document
from docx.oxml import OxmlElement
from docx.shared import Pt

from ehcp.authority_forms.vocabulary import ALL, LISTS, SECTIONS, TICKS

NAME = "Annual review: starter form"
PARTS = (
    ("The child and the plan", ("pupil_name", "born_on", "year", "school", "local_authority",
                                "reference", "officer", "plan_issued_on", "plan_amended_on")),
    ("The meeting", ("review_kind", "meeting_on", "place", "chair", "invited_on", "circulated_on",
                     "interpreter", "advocate", "attended", "apologies", "advice_list")),
    ("Views", ("pupil_views", "family_views", "differing_views")),
    ("Needs", ("needs_now",)),
    ("Preparing for adulthood, from Year 9", ("adulthood_work", "adulthood_living",
                                              "adulthood_community", "adulthood_health")),
    ("Moving on, and the education plan", ("transfer_words", "pep_words")),
    ("What the meeting asks for", ("recommendation", "recommendation_words")),
)  # fmt: skip
REQUEST = ("request_why", "request_asked_by", "request_sent_on", "request_consulted_on",
           "request_family_agrees")  # fmt: skip
TABLES = (
    ("Who was invited", ("person_name", "person_role", "person_came", "person_advice")),
    ("Progress to each outcome", ("outcome_number", "outcome_words", "outcome_reached",
                                  "outcome_progress", "outcome_next")),
    ("Changes asked for", ("change_section", "change_words", "change_why")),
)  # fmt: skip


def data() -> bytes:
    """The .docx. Every name of the vocabulary stands in it once."""
    document = Document()
    document.styles["Normal"].font.name, document.styles["Normal"].font.size = "Arial", Pt(11)
    document.core_properties.title = NAME
    document.core_properties.author = ""
    document.core_properties.language = "en-GB"
    document.add_heading(NAME, level=1)
    for title, names in PARTS:
        document.add_heading(title, level=2)
        _pairs(document, names)
    for title, names in TABLES:
        document.add_heading(title, level=2)
        _rows(document, names)
    document.add_heading("Changes by section", level=2)
    _pairs(document, tuple(SECTIONS))
    document.add_heading("In short", level=2)
    _pairs(document, ("pupil_first_name", "outcomes_all", "changes_all", *TICKS))
    document.add_heading("For a request for an assessment", level=2)
    _pairs(document, REQUEST)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _pairs(document, names) -> None:
    table = document.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    for name in names:
        cells = table.add_row().cells
        title = ALL[name].title.removeprefix("Ticked: ")
        cells[0].text, cells[1].text = title[:1].upper() + title[1:], f"{{{{ {name} }}}}"


def _rows(document, names) -> None:
    table = document.add_table(rows=2, cols=len(names))
    table.style = "Table Grid"
    table.rows[0]._tr.get_or_add_trPr().append(_header())
    for column, name in enumerate(names):
        table.rows[0].cells[column].text = LISTS[name].title.split(": ", 1)[1].capitalize()
        table.rows[1].cells[column].text = f"{{{{ {name} }}}}"


def _header():
    return OxmlElement("w:tblHeader")
