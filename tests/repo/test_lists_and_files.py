"""A page with a table gives it as a file, or the decision on exports says why it does not."""

import re
from functools import cache
from pathlib import Path

from tests.repo.test_house_rules import found

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
FILE = "components/_sheets.html"
LIST = re.compile(r'<table|components/_pager\.html|class="pager"')
PARTS = re.compile(r'{% include "([^"]+)"')
NOT_PAGES = re.compile(r"/print/|(^|/)print\.html$|^gallery\.html$")  # papers, the gallery
DECISION = ROOT / "docs/decisions/exports.md"


@cache
def words(name: str) -> str:
    path = TEMPLATES / name
    return path.read_text() if path.is_file() else ""


def parts(name: str) -> set[str]:
    """What it includes by name, and what that includes."""
    own = set(PARTS.findall(words(name)))
    return own.union(*map(parts, own))


def pages() -> set[str]:
    """Whatever no other template includes by name: pages, and pieces sent by themselves."""
    every = {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html")}
    pieces = {part for name in every for part in PARTS.findall(words(name))}
    return {name for name in every - pieces if not NOT_PAGES.search(name)}


def without_a_file() -> set[str]:
    lists = {name for name in pages() if any(LIST.search(words(p)) for p in {name, *parts(name)})}
    return {name for name in lists if FILE not in parts(name)}


def said() -> list[str]:
    """Of the decision, under its heading: the pages, each in backticks in a row with its reason."""
    section = DECISION.read_text().split("## Lists without a file\n")[1].split("\n## ")[0]
    rows = [row for row in section.splitlines() if row.startswith("|")]
    return [name for row in rows for name in re.findall(r"`([^`]+\.html)`", row)]


def test_a_list_without_a_file_stands_in_the_decision_with_its_reason():
    assert len(pages()) > 200 and without_a_file()
    assert sorted(without_a_file() - set(said())) == [], f"A file, or a row in {DECISION.name}."


def test_the_decision_names_no_page_that_has_a_file_or_is_gone():
    assert sorted(set(said()) - without_a_file()) == []
    assert len(said()) == len(set(said()))


def test_every_reason_is_said():
    rows = DECISION.read_text().split("## Lists without a file\n")[1].split("\n## ")[0].splitlines()
    rows = [row.strip("|").split("|") for row in rows if ".html`" in row]
    assert rows and all(len(row) == 2 and len(row[1].split()) > 3 for row in rows)


def test_every_list_leaves_by_the_one_way():
    """What an import found is its own: on the import's page, seen by who uploads."""
    ours = {"schools/sheets.py", "sendcase/sheets.py"}
    imports = {"pupils/views/roll.py", "pupils/views/roll_long.py"}
    assert found(r"\bsheet_response\(", but=ours | imports) == []
