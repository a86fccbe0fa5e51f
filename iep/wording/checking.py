"""Running the rules. Pure: the same facts give the same findings, in the same order."""

from iep.wording.facts import Facts
from iep.wording.rules import RULES, Finding
from iep.wording.rules.base import ALL
from sendcase.prose import Said

ROW_FIELDS = ("target", "criteria", "resources", "strategies", "plain_words")
HEAD_FIELDS = ("strengths", "concerns", "home_support")
TEXT_RULES = {name: [r for r in RULES if r.scope == "text" and name in r.where] for name in ALL}
ROW_RULES = [rule for rule in RULES if rule.scope == "row"]
PLAN_RULES = [rule for rule in RULES if rule.scope == "plan"]


def check_plan(facts: Facts) -> list[Finding]:
    """What is noticed: the plan first, its own texts, then target by target."""
    found = [_finding(rule, None, "", rule.look(facts)) for rule in PLAN_RULES]
    for name in HEAD_FIELDS:
        found += check_text(name, facts.head.get(name, ""), facts)
    for row in facts.rows:
        for name in ROW_FIELDS:
            found += check_text(name, row[name], facts, row.number)
        found += [_finding(rule, row.number, "", rule.look(row, facts)) for rule in ROW_RULES]
    return [each for each in found if each is not None]


def check_text(name: str, text: str, facts: Facts, row: int | None = None) -> list[Finding]:
    """One text alone; `name` is the field's: what may stand in a hint may be wrong in a target."""
    if not text.strip():
        return []
    said = Said(text)
    found = [_finding(r, row, name, r.look(said, facts)) for r in TEXT_RULES.get(name, ())]
    return [each for each in found if each is not None]


def _finding(rule, row, name, hit) -> Finding | None:
    if hit is None:
        return None
    field = hit.field or name
    return Finding(rule.key, rule.family, row, field, hit.quote, hit.why, hit.suggestion)
