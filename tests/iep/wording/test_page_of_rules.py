"""The page that explains the rules names each of them, as the code does."""

from pathlib import Path

from iep.wording.rules import RULES, as_table

PAGE = Path(__file__).parents[3] / "docs/decisions/wording-check.md"


def test_the_table_of_rules_is_printed_from_the_code():
    again = "put iep.wording.rules.as_table() into docs/decisions/wording-check.md"
    assert as_table() in PAGE.read_text(encoding="utf-8"), again
    assert len(RULES) > 20
