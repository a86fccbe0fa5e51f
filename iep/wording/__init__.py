"""The wording check: rules only, each with its reason and a suggestion. It never stops anybody."""

from iep.wording.checking import check_plan, check_text
from iep.wording.facts import Facts, Row, facts_of

__all__ = ["Facts", "Row", "check_plan", "check_text", "facts_of"]
