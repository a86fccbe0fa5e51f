"""All rules, by subject. Order is the order in which a colleague would say them."""

from iep.wording.rules import (  # noqa: F401
    kindness,
    measure,
    person,
    plan,
    provision,
    reading,
    shape,
)
from iep.wording.rules.base import RULES, Finding, Hit, Rule

__all__ = ["RULES", "Finding", "Hit", "Rule"]


def as_table() -> str:
    """The rules as Markdown, for docs/decisions/wording-check.md; a test compares."""
    lines = ["| Rule | Kind | Notices | Looks at |", "|---|---|---|---|"]
    for each in RULES:
        looks_at = ", ".join(each.where) or ("a target" if each.scope == "row" else "the plan")
        lines.append(f"| {each.key} | {each.family} | {each.notices} | {looks_at} |")
    return "\n".join(lines)
