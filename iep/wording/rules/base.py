"""What a rule is: it looks at a text, a row or a plan, and says at most one thing about it."""

from collections.abc import Callable
from dataclasses import dataclass

TARGET, CRITERIA, RESOURCES, STRATEGIES = "target", "criteria", "resources", "strategies"
PLAIN, HOME, NOTICED, CONCERNS = "plain_words", "home_support", "noticed", "concerns"
GOAL = (TARGET, CRITERIA)
PROVISION = (RESOURCES, STRATEGIES)
FOR_FAMILY = (PLAIN, HOME, NOTICED)
ALL = (*GOAL, *PROVISION, *FOR_FAMILY, "strengths", CONCERNS)


@dataclass(frozen=True)
class Hit:
    """What a rule says. field: where, if it is not the text the rule was looking at."""

    quote: str
    why: str
    suggestion: str
    field: str = ""


@dataclass(frozen=True)
class Finding:
    """A Hit with its place: `row` counts targets from 1, None for the plan's own texts."""

    rule: str
    family: str
    row: int | None
    field: str
    quote: str
    why: str
    suggestion: str


@dataclass(frozen=True)
class Rule:
    """look(said, facts) for a text of `where`, look(row, facts) or look(facts): a Hit or None.

    key: never reused, kept in the audit log; family: what it is about; notices: for the docs.
    """

    key: str
    family: str
    notices: str
    look: Callable
    scope: str = "text"  # text | row | plan
    where: tuple[str, ...] = ()


RULES: list[Rule] = []


def rule(key, family, notices, *, where=(), scope="text"):
    """Decorator: adds the function to RULES, in the order they are said."""

    def add(look):
        RULES.append(Rule(key, family, notices, look, scope, where))
        return look

    return add


def say(said, found, why, suggestion) -> Hit | None:
    """A Hit about a match, None without one; {} in `why` is what was written."""
    if not found:
        return None
    quote = said.quote(found)
    return Hit(quote, why.format(quote), suggestion)
