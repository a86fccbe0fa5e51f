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
