"""The outlines are data: what the law lists is in them, and each part can be shown."""

import pytest

from reports.public import content, outlines, suggestions
from schools.models import Obligation

SCHEDULE_1 = {
    "kinds", "finding", "works", "progress", "teaching", "adapting", "support", "together",
    "feelings", "senco", "training", "equipment", "parents", "pupils", "complaints", "outside",
    "advice", "moving", "offer",
}  # fmt: skip
SECTION_69 = {"admission", "equal", "access", "plan"}


def test_the_report_has_what_schedule_1_and_section_69_list():
    report = outlines.read("sen-information-report")
    assert {part.key for part in report.sections} == SCHEDULE_1 | SECTION_69 | {"looked-after"}
    # 13 headings of Schedule 1, disabled children, children who are looked after.
    assert len({part.heading for part in report.sections}) == 13 + 2


def test_the_strategy_has_seven_principles_that_the_school_names_and_a_budget():
    kinds = [part.kind for part in outlines.read("inclusion-strategy").sections]
    assert (kinds.count("named"), kinds.count("budget")) == (7, 1)
    assert outlines.read("inclusion-strategy").first_due.isoformat() == "2026-12-31"


@pytest.mark.parametrize("about", outlines.every(), ids=lambda about: about.key)
def test_an_outline_is_whole(about):
    keys = [part.key for part in about.sections]
    assert len(keys) == len(set(keys)) and about.months > 0
    assert {part.kind for part in about.sections} <= set(outlines.KINDS)
    assert {source for part in about.sections for source in part.sources} <= set(
        suggestions.SOURCES
    )
    assert not about.obligation or about.obligation in Obligation.Kind.values
    # One title is told from another on the list, and parts of a heading stand together.
    assert len({part.words for part in about.sections}) == len(keys)
    order = [part.heading for part in about.sections]
    assert len(set(order)) == 1 + sum(a != b for a, b in zip(order, order[1:], strict=False))


def test_an_outline_there_is_not():
    with pytest.raises(LookupError):
        outlines.read("../secrets")


def test_a_dash_begins_an_item_of_a_list():
    words = "We work with:\n– health\n- social care\nand others.\n\n\nCall us\nor write."
    assert content.blocks(words) == [
        {"is_list": False, "lines": ["We work with:"]},
        {"is_list": True, "lines": ["health", "social care"]},
        {"is_list": False, "lines": ["and others."]},
        {"is_list": False, "lines": ["Call us", "or write."]},
    ]
    assert content.blocks("") == []
