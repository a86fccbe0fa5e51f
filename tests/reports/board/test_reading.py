"""Sentences and charts from the frozen figures: right in words, in grey and for who sees none."""

import io
import re

import pytest
from pypdf import PdfReader

from reports.board import parts, printing, reading, sentences
from reports.board.chart import LETTER, WIDTH, Bar, Row, chart
from reports.board.content import of_edition
from reports.templatetags.figures import unbroken
from sendcase.frozen.services import content_of
from sendcase.pdf import render_pdf
from tests.factories import board

DAYS = {"since": "2026-09-01", "first": "2026-09-01", "day": "2026-11-27"}


def table(*rows, columns=("Children",), key="provision", of="All children") -> dict:
    return {
        "key": key, "title": "Support and plans", "columns": list(columns), "of": of, "days": DAYS,
        "rows": [
            {"words": words, "cells": [
                {"value": value, "is_hidden": False, "words": str(value or "0–7")}
                for value in values
            ]}
            for words, *values in rows
        ],
    }  # fmt: skip


def test_a_sentence_says_each_share_of_the_rounded_whole():
    said = sentences.of_table(table(("All children", 420), ("SEN support", 65), ("EHC plan", None)))
    assert said == "Of about 420 children: SEN support about 65 (15 %), EHC plan 0–7."


def test_a_sentence_names_the_largest_groups():
    rows = (("Year 1", 10, None), ("Year 2", 15, None), ("Year 3", 15, 10), ("All", 60, 15))
    said = sentences.of_table(table(*rows, columns=("SEN support", "EHC plan"), key="year",
                                    of="All"))  # fmt: skip
    assert said == (
        "SEN support: “Year 2” and “Year 3” are the largest groups, with about 15 of about 60 each."
        " EHC plan: the largest group is “Year 3”, about 10 of about 15."
    )


def test_where_all_are_few_the_sentence_is_enough():
    few = table(("A", None), ("B", None), key="letters", of="")
    assert sentences.of_table(few) == "A, B: in each group there are 7 or fewer children."
    assert parts.of_table(few, {"counted_on": DAYS["day"]})["rows"] == []


def test_the_whole_is_said_where_only_its_parts_are_few():
    said = sentences.of_table(table(("Met", None), ("Not met", None), ("All", 10), key="meetings",
                                    of="All"))  # fmt: skip
    assert said == "Of about 10 children: Met 0–7, Not met 0–7."


def test_hours_given_are_held_against_those_promised():
    rows = [
        {"words": words, "value": hours, "amount": f"{hours} hours", "children": "40"}
        for words, hours in (("Promised", 200), ("Took place", 150))
    ]
    said = sentences.of_sums({"rows": rows})
    assert said == "Of about 200 hours that were promised, about 150 hours took place (75 %)."
    rows[0]["value"] = rows[1]["value"] = 0
    assert "Promised: about" in sentences.of_sums({"rows": rows})


def drawn(columns=("SEN support", "EHC plan", "None")):
    rows = (Row("Girls", (Bar(40, "40"), Bar(None, "0–7", 7), Bar(10, "10"))),
            Row("Boys", (Bar(25, "25"), Bar(10, "10"), Bar(10, "10"))))  # fmt: skip
    return chart("Girls and boys", columns, rows)


def test_a_chart_has_literal_attributes_and_no_colour_of_its_own():
    svg = drawn()
    assert not re.search(r"\b(style|class|id)=", svg)
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg)) == {"currentColor", "none"}


def test_columns_differ_by_how_a_bar_is_filled_and_each_bar_has_its_figure():
    svg = drawn()
    assert svg.count('fill="currentColor" fill-opacity="1"') == 3  # two bars and the key
    assert "stroke-dasharray" in svg  # what may not be known
    assert svg.count("<line") > 4  # the hatched ones
    for figure in ("40", "25", "0–7"):
        assert f">{figure}</text>" in svg


def test_a_chart_says_its_figures_to_who_does_not_see_it():
    assert (
        'aria-label="Girls and boys. Girls: SEN support 40, EHC plan 0–7, None 10; Boys:' in drawn()
    )


def test_what_is_unknown_is_drawn_no_longer_than_it_can_be():
    rows = table(("x", 70), ("y", None), of="")["rows"]
    svg = chart("A", ("Children",), tuple(Row("x", (parts.bar_of(*row["cells"]),)) for row in rows))
    [wide] = re.findall(
        r'width="(\d+)" height="12" fill="none" stroke="currentColor" stroke-dash', svg
    )
    assert int(wide) == 22  # 7 of 70


def test_what_may_be_any_number_has_its_words_and_no_bar():
    """Kept back, or of another unit than children: no length would be true."""
    hidden = parts.bar_of({"value": None, "is_hidden": True, "words": "not shown"})
    svg = chart("A", ("£",), (Row("x", (Bar(9000, "£9,000"),)), Row("y", (hidden,))))
    assert "stroke-dash" not in svg and ">not shown</text>" in svg


@pytest.mark.parametrize("bars", [(), (Bar(None, "0–7"),) * 2, (Bar(10, "10"),)])
def test_nothing_is_drawn_where_nothing_can_be_compared(bars):
    assert chart("A", ("Children",), tuple(Row("x", (bar,)) for bar in bars)) == ""


def test_the_figure_at_the_end_of_a_bar_stays_in_the_picture():
    svg = chart("A", ("",), (Row("x", (Bar(1240, "1,240 hours"),)), Row("y", (Bar(5, "5 hours"),))))
    ends = [
        int(left) + 7 * len(words) for left, words in re.findall(r'x="(\d+)"[^>]*>([^<]+)<', svg)
    ]
    assert max(ends) <= 280 and 'viewBox="0 0 280 ' in svg


def test_a_figure_and_its_sign_stay_on_one_line():
    said = unbroken("Of 0–7 & 15: 5 (33 %), 1,240 hours.")
    assert said == (
        'Of <span class="one-line">0–7</span> &amp; 15: 5 (<span class="one-line">33 %</span>), '
        '<span class="one-line">1,240 hours</span>.'
    )


def test_amounts_that_are_nothing_can_be_drawn():
    assert "<svg" in chart("A", ("",), (Row("x", (Bar(0, "£0"),)), Row("y", (Bar(0, "£0"),))))


@pytest.mark.django_db
def test_page_and_paper_say_the_same(case):
    board.filled(case.school, 120, case.senco)
    row = board.confirmed(case.school, case.senco, case.head)
    said = of_edition(row, row.figures, None)
    assert "raft" not in printing.html(said)
    pdf = PdfReader(io.BytesIO(render_pdf(printing.html(said, "Draft of today."))))
    assert all("Draft of today." in page.extract_text() for page in pdf.pages)
    text = run_together(" ".join(page.extract_text() for page in pdf.pages))
    for chapter in reading.report(said)["chapters"]:
        assert run_together(chapter["title"]) in text
        for part in chapter["parts"]:
            assert run_together(part["sentence"]) in text
    for line in reading.report(said)["glance"]:
        assert run_together(line["sentence"]) in text
    assert run_together(f"Page 1 of {len(pdf.pages)}") in text
    assert run_together(case.term.name) in text
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "/Figure" in structure(pdf.trailer["/Root"]["/StructTreeRoot"])


def run_together(text: str) -> str:
    """Without spaces: paper breaks lines where the page does not, also after a hyphen."""
    return "".join(text.split())


def structure(element) -> set[str]:
    """The kinds of elements in the tree of tags."""
    found, waiting = set(), [element]
    while waiting:
        each = waiting.pop().get_object()
        if isinstance(each, list):
            waiting += each
        elif isinstance(each, dict):
            found.add(each.get("/S"))
            waiting += [each["/K"]] if "/K" in each else []
    return found


def test_the_figure_at_the_end_of_the_longest_bar_fits():
    svg = chart("A", ("",), (Row("x", (Bar(1350, "1,350 hours"),)), Row("y", (Bar(5, "5 hours"),))))
    ends = [int(left) + LETTER * len(words) for left, words in
            re.findall(r'<text x="(\d+)"[^>]*font-weight="700"[^>]*>([^<]+)<', svg)]  # fmt: skip
    assert len(ends) == 2 and max(ends) <= WIDTH


@pytest.mark.django_db
def test_the_share_here_stands_beside_schools_of_the_same_phase(case):
    """All with support together, by the figures that the report says elsewhere: 24 of 120 are said
    as 25, and 100 × 25 ÷ 120 is 21.
    """
    board.filled(case.school, 120, case.senco)
    row = board.published(case.school, case.senco, case.head)
    said = content_of(row.issued)
    beside = {each["label"]: each for each in reading.report(said)["national"]["rows"]}
    assert (beside[parts.TOGETHER]["here"], beside[parts.TOGETHER]["words"],
            beside[parts.TOGETHER]["schools"]) == ("21 %", "19.4 %", "primary schools")  # fmt: skip
    assert beside["SEN support"]["schools"] == "all schools"
    assert beside["Boys, of children with an EHC plan"]["words"] == "71.0 %"
    assert "primary schools" in printing.html(said)


def test_a_report_of_before_says_that_its_figures_of_england_are_of_all_schools():
    england = {"table": "provision", "row": "EHC plan", "column": "Children", "words": "6.0 %",
               "of": "All children", "on": "Jan 2026", "source": "DfE"}  # fmt: skip
    figures = {"tables": [table(("All children", 420), ("EHC plan", 20))], "wholes": {},
               "national": [england]}  # fmt: skip
    [row] = parts.national(figures)["rows"]
    assert (row["here"], row["schools"]) == ("5 %", "all schools")
