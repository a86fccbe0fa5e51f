"""The first screen: what matters, and what changed. No figure that stands nowhere else."""

import pytest

from reports.board import glance
from reports.figures import national
from reports.figures.national import Schools
from tests.reports.board.test_reading import table

PLAN_ROWS = ("Always in time", "At least once late", "Plan reviewed or due")


def content(now, before=(), **more) -> dict:
    earlier = [{"term": "Autumn 2026", "tables": list(before)}] if before else []
    figures = {"tables": list(now), "sums": [], "national": [], "earlier": earlier, **more}
    return {"figures": figures}


def support(support, plan, whole=420) -> dict:
    return table(("All children", whole), ("SEN support", support), ("EHC plan", plan))


def reviews(*values) -> dict:
    rows = zip(PLAN_ROWS, values, strict=True)
    return {**table(*rows, key="plan-reviews", of=PLAN_ROWS[2]), "title": "Reviews of plans"}


def changes(now, before=(), again="") -> list[str]:
    return glance.changed(content(now, before), again)["lines"]


def test_who_gets_support_stands_beside_england():
    england = [
        {"table": "provision", "row": row, "words": words, "on": "Jan 2026"}
        for row, words in (("SEN support", "14.8 %"), ("EHC plan", "6.0 %"))
    ]
    [line] = glance.lines(content([support(65, None)], national=england)["figures"])
    assert (line["key"], line["sentence"]) == ("who", (
        "Of about 420 children: SEN support about 65 (15 %), EHC plan 0–7. "
        "England, Jan 2026: SEN support 14.8 %, EHC plan 6.0 %."
    ))  # fmt: skip


def england(*phases) -> list[dict]:
    """As counting keeps them."""
    return [
        {"table": each.table, "row": each.row, "column": each.column, "words": each.words,
         "on": each.on, "schools": each.schools.value}
        for each in national.beside(phases)
    ]  # fmt: skip


@pytest.mark.parametrize("phases, words", [
    ((Schools.PRIMARY,), "Both together: primary schools 19.4 %, here 20 %."),
    ((Schools.PRIMARY, Schools.SECONDARY),
     "Both together: primary schools 19.4 %, secondary schools 17.6 %, here 20 %."),
])  # fmt: skip
def test_schools_of_the_same_phase_stand_beside_it(phases, words):
    wholes = {"Children with support": {"value": 85}}
    figures = content([support(65, None)], national=england(*phases), wholes=wholes)["figures"]
    [line] = glance.lines(figures)
    assert line["sentence"].endswith(f"SEN support 14.8 %, EHC plan 6.0 %. {words}")
    [line] = glance.lines({**figures, "wholes": {"Children with support": {"value": None}}})
    assert line["sentence"].endswith("here not shown.")


@pytest.mark.parametrize("values, words", [
    ((30, 10, 40), "Support plans: of about 40 children, always in time about 30 (75 %), "
                   "at least once late about 10 (25 %)."),
    ((None, None, None), "Support plans: always in time 0–7, at least once late 0–7."),
])  # fmt: skip
def test_reviews_say_what_was_in_time(values, words):
    assert glance.lines(content([reviews(*values)])["figures"])[0]["sentence"] == words


def test_an_amount_that_may_not_leave_is_none():
    rows = [{"words": "Help that took place", "value": None, "amount": "too few to show"}]
    spent = {"key": "spent", "title": "What help cost", "rows": rows}
    [line] = glance.lines(content([], sums=[spent])["figures"])
    assert line["sentence"] == "What help cost: too few children to give a figure."


def test_what_is_said_otherwise_than_before_is_a_change():
    now = [support(85, 20), reviews(30, 15, 45)]
    before = [support(65, 20), reviews(30, None, 40)]
    assert changes(now, before) == [
        "SEN support: about 85, it was about 65.",
        "Reviews of plans, at least once late: about 15, it was 0–7.",
    ]


def test_nothing_changed_and_nothing_to_change_from_are_said():
    assert changes([support(65, 20)], [support(65, 20)]) == [glance.SAME]
    assert changes([support(65, 20)]) == [glance.FIRST]


def test_figures_that_are_said_again_are_no_change():
    found = glance.changed(content([support(65, 20)], [support(65, 20)]), "The same again.")
    assert found == {"since": "Autumn 2026", "lines": ["The same again."]}


def test_of_what_moved_the_largest_are_said():
    moved = table(("Joined", 10), ("Left", None), ("On", 30), ("Off", 15), ("Up", 20),
                  key="movement", of="")  # fmt: skip
    assert changes([moved]) == [
        "On about 30 children; up about 20 children; off about 15 children.", glance.FIRST,
    ]  # fmt: skip
    assert changes([table(("Joined", None), key="movement", of="")]) == [glance.FIRST]


def test_many_changes_are_not_all_said():
    now = [table(*((f"Group {n}", 10) for n in range(9)), of="")]
    before = [table(*((f"Group {n}", 15) for n in range(9)), of="")]
    found = changes(now, before)
    assert len(found) == glance.MOST + 1 and found[-1] == glance.MORE
