"""Every rule speaks where it must and is silent where it must not. No database."""

from dataclasses import replace

import pytest

from iep.wording import check_plan, check_text
from iep.wording.rules import RULES
from tests.iep.wording import examples, sound

RULE = {rule.key: rule for rule in RULES}


def cases(*tables):
    """(rule, example, whether it must speak) of each."""
    return [
        pytest.param(key, given, speaks, id=f"{key}-{'yes' if speaks else 'no'}-{n}")
        for table in tables
        for key, sides in table.items()
        for speaks, side in zip((True, False), sides, strict=True)
        for n, given in enumerate(side)
    ]


def said_of(text, key, facts=sound.PLAN):
    return {found.rule for found in check_text(RULE[key].where[0], text, facts, 1)}


@pytest.mark.parametrize(("key", "text", "speaks"), cases(examples.TEXTS))
def test_a_rule_about_a_text(key, text, speaks):
    assert (key in said_of(text, key)) == speaks


@pytest.mark.parametrize(("key", "text", "speaks"), cases(examples.UNTOLD))
def test_a_rule_where_the_pronoun_is_not_known(key, text, speaks):
    assert (key in said_of(text, key, replace(sound.PLAN, pronoun=""))) == speaks


@pytest.mark.parametrize(("key", "given", "speaks"), cases(examples.ROWS))
def test_a_rule_about_a_row(key, given, speaks):
    facts = sound.plan(rows=[given])
    assert (key in {found.rule for found in check_plan(facts)}) == speaks


@pytest.mark.parametrize(("key", "given", "speaks"), cases(examples.PLANS))
def test_a_rule_about_a_plan(key, given, speaks):
    facts = sound.plan(**given)
    assert (key in {found.rule for found in check_plan(facts)}) == speaks


def test_every_rule_has_three_examples_each_way():
    tables = (examples.TEXTS, examples.UNTOLD, examples.ROWS, examples.PLANS)
    counted = {key: min(map(len, sides)) for table in tables for key, sides in table.items()}
    assert set(counted) == set(RULE)
    assert [key for key, fewest in counted.items() if fewest < 3] == []


def test_there_are_at_least_twenty_rules_about_targets():
    assert len([rule for rule in RULES if rule.scope != "plan"]) >= 20
    assert len(RULE) == len(RULES)


def test_a_sound_plan_is_left_alone():
    assert check_plan(sound.PLAN) == []


def test_every_finding_says_why_and_what_to_do():
    facts = sound.plan(rows=[{"target": "He will improve", "criteria": ""}, examples.EMPTY])
    found = check_plan(facts)
    assert len(found) > 3
    assert all(each.why and each.suggestion and each.field for each in found)
    assert {each.row for each in found} == {1, 2}
