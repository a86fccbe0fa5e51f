"""Every rule of the census, on children made by hand: what passes and what does not."""

from dataclasses import replace
from datetime import date

import pytest

from reports.census import rules
from reports.census.days import Term
from reports.census.rules import Said, Setting

SPRING, AUTUMN = date(2026, 1, 15), date(2026, 10, 1)
TERM = {SPRING: Term.SPRING, AUTUMN: Term.AUTUMN}
UPN = "B801200005001"
MAINSTREAM = Setting("mainstream", False, False)
WITH_BOTH = Setting("mainstream", True, True)
NEEDS = (("SLCN", 1), ("ASD", 2))
CHILD = Said(7, UPN, "Brightwater", "Amina", date(2018, 3, 14))
K = replace(CHILD, code="K", needs=NEEDS)
E = replace(CHILD, code="E", needs=NEEDS, has_plan=True)


def row(said, setting=MAINSTREAM, day=SPRING):
    return rules.row_of(said, setting, TERM[day])


def found(said, setting=MAINSTREAM, day=SPRING, returned=None):
    returned = returned or row(said, setting, day)
    return rules.problems(said, returned, setting, TERM[day], day)


def numbers(*args, **more):
    return [(each.rule, each.blocks) for each in found(*args, **more)]


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
@pytest.mark.parametrize("said", [CHILD, K, E], ids=["N", "K", "E"])
def test_a_child_of_whom_all_is_said_passes(said, day):
    assert found(said, day=day) == []


@pytest.mark.parametrize(
    ("held", "returned"), [("", "N"), ("N", "N"), ("K", "K"), ("E", "E"), ("S", "E"), ("A", "K"),
                           ("P", "K")]
)  # fmt: skip
def test_provision_and_what_took_the_place_of_retired_codes(held, returned):
    assert row(replace(CHILD, code=held)).code == returned


@pytest.mark.parametrize("code", ["S", "A", "P"])
def test_2115_a_retired_code_is_returned_as_what_it_is_now_and_said(code):
    said = replace(K, code=code, has_plan=code == "S")
    assert numbers(said) == [("2115", False)]


def test_2115_a_code_that_is_none_blocks():
    assert ("2115", True) in numbers(replace(K, code="Q"))
    assert ("2115", True) in numbers(K, returned=replace(row(K), code="S"))


def test_types_go_in_spring_only():
    assert row(K).types == NEEDS
    assert row(K, day=AUTUMN).types == ()
    assert numbers(K, day=AUTUMN, returned=replace(row(K), types=NEEDS)) == [("2170", True)]


def test_no_type_goes_for_a_child_without_sen():
    assert row(replace(CHILD, needs=NEEDS)).types == ()


@pytest.mark.parametrize("said", [K, E], ids=["K", "E"])
def test_2170_a_type_is_asked_with_k_and_with_e(said):
    none = replace(said, needs=())
    assert numbers(none) == [("2170", True)]
    assert numbers(none, day=AUTUMN) == []


@pytest.mark.parametrize("needs", [(("SLCN", 2),), (("SLCN", 1), ("ASD", 1))])
def test_2160_exactly_one_type_is_the_main_one(needs):
    assert numbers(replace(K, needs=needs)) == [("2160", True)]


def test_2166_only_two_are_returned_and_more_may_be_held():
    said = replace(K, needs=(("HI", 3), ("ASD", 2), ("SLCN", 1)))
    assert row(said).types == NEEDS
    assert found(said) == []


@pytest.mark.parametrize("types", [(("SLCN", 1), ("ASD", 2), ("HI", 2)), (("SLCN", 1), ("ASD", 3))])
def test_2166_a_third_type_or_a_third_rank_blocks(types):
    assert numbers(K, returned=replace(row(K), types=types)) == [("2166", True)]


def test_2175_nsa_goes_with_k_only():
    nsa = (("NSA", 1),)
    assert found(replace(K, needs=nsa)) == []
    assert numbers(replace(E, needs=nsa)) == [("2175", True)]
    assert numbers(replace(E, needs=(("SLCN", 1), ("NSA", 2)))) == [("2175", True)]


def test_down_syndrome_since_january_2025():
    said = replace(K, needs=(("DS", 1),))
    assert found(said) == []
    before = rules.problems(said, row(said), MAINSTREAM, Term.SPRING, date(2024, 1, 18))
    assert [each.blocks for each in before] == [True]
    assert "since January 2025" in before[0].words


@pytest.mark.parametrize(("name", "rule"), [("in_unit", "2230"), ("in_resourced", "2250")])
@pytest.mark.parametrize("said", [K, E], ids=["K", "E"])
@pytest.mark.parametrize("day", [SPRING, AUTUMN])
def test_2230_and_2250_are_asked_of_k_and_e_where_the_school_has_one(said, name, rule, day):
    both = replace(said, in_unit=True, in_resourced=False)
    assert found(both, WITH_BOTH, day) == []
    assert numbers(replace(both, **{name: None}), WITH_BOTH, day) == [(rule, True)]


def test_2230_and_2250_are_not_asked_without_sen_and_not_returned():
    said = replace(CHILD, in_unit=True, in_resourced=True)
    assert (row(said, WITH_BOTH).in_unit, row(said, WITH_BOTH).in_resourced) == (None, None)
    assert found(said, WITH_BOTH) == []


def test_where_the_school_has_none_no_child_is_in_it():
    wrong = replace(K, in_unit=True, in_resourced=None)
    assert (row(wrong).in_unit, row(wrong).in_resourced) == (False, False)


@pytest.mark.parametrize(
    ("setting", "rules_named"),
    [(Setting("mainstream"), ["2230", "2250"]), (Setting("mainstream", False), ["2250"]),
     (WITH_BOTH, []), (Setting("special"), []), (Setting("pru"), [])],
)  # fmt: skip
def test_the_school_is_asked_once_whether_it_has_one(setting, rules_named):
    asked = rules.of_school(setting)
    assert [each.rule for each in asked] == rules_named
    assert all(each.blocks and each.pupil is None for each in asked)
    assert found(replace(K, in_unit=False, in_resourced=False), setting) == []


@pytest.mark.parametrize("kind", ["special", "pru"])
def test_5049_and_5050_special_schools_and_prus_say_nothing_of_either(kind):
    setting = Setting(kind, True, True)
    said = replace(K, in_unit=True, in_resourced=True)
    assert (row(said, setting).in_unit, row(said, setting).in_resourced) == (None, None)
    assert found(said, setting) == []
    unit, resourced = (replace(row(said, setting), **{name: False})
                       for name in ("in_unit", "in_resourced"))  # fmt: skip
    assert numbers(said, setting, returned=unit) == [("5049", True)]
    assert numbers(said, setting, returned=resourced) == [("5050", True)]


@pytest.mark.parametrize(
    ("upn", "blocks", "words"),
    [("", True, "There is no UPN"), ("A801200005001", True, "should be B"),
     ("B80120000500", True, "13 characters"), ("X80120000A001", True, "a letter and 12 figures"),
     ("Z85521232600A", False, "temporary"), ("Q207000016049", True, "should be P")],
)  # fmt: skip
def test_upns(upn, blocks, words):
    [problem] = found(replace(CHILD, upn=upn))
    assert (problem.rule, problem.blocks, problem.where) == ("UPN", blocks, "pupil")
    assert words in problem.words


def test_an_authority_that_is_on_no_list_is_said_unless_it_is_the_schools_own():
    said = replace(CHILD, upn="T999200005001")
    assert numbers(said) == [("UPN", False)]
    assert found(said, replace(MAINSTREAM, authority="999")) == []


def test_the_register_beside_the_ehc_plans():
    assert numbers(replace(K, has_plan=True)) == [("", True)]
    assert numbers(replace(CHILD, has_plan=True)) == [("", True)]
    assert numbers(replace(E, has_plan=False)) == [("", False)]


def test_what_blocks_stands_first():
    said = replace(E, upn="Z85521232600A", needs=())
    assert numbers(said) == [("2170", True), ("UPN", False)]
