"""Whoever has no case access reads figures through reports.disclosure and reports.amounts alone."""

import ast
import re
from pathlib import Path

import pytest
from django.test import Client

from tests.factories import trusts
from tests.factories.people import member, sign_in

ROOT = Path(__file__).parents[2]
# What governors, a trust and everybody read: from what was frozen.
READING = [
    *(f"reports/board/{name}.py" for name in ("reading", "parts", "sentences", "chart", "content")),
    *(f"reports/public/{name}.py" for name in ("figures", "content", "showing")),
    *(f"reports/trust/{name}.py" for name in ("comparing", "editions", "views")),
    "reports/board/printing.py",
]
COUNTS = ("reports.figures", "reports.board.counting", "reports.board.sources")
# As text in a cell: the symbol, a count, money, time, a mean; each with its share.
ALLOWED = re.compile(
    r"(0–7|not shown|–|\d*[05]|£[\d,]+00|£0|[\d,]*[05] hours|−?\d+\.[05])( ?\(\d+ %\))?"
)


@pytest.mark.parametrize("path", READING)
def test_what_they_read_takes_no_counts_only_words(path):
    taken = [
        f"{node.module}.{name.name}"
        for node in ast.walk(ast.parse((ROOT / path).read_text()))
        if isinstance(node, ast.ImportFrom) and node.module
        for name in node.names
        if f"{node.module}.{name.name}".startswith(COUNTS) and not name.name.isupper()
    ]
    assert taken == []


@pytest.mark.parametrize("path", [
    "reports/board/views.py", "reports/trust/views.py", "reports/public/views/outside.py",
    "reports/sampler/views.py",
])  # fmt: skip
def test_no_reader_chooses_what_is_counted(path):
    """Figures have fixed tables: a filter would make one of any two children’s difference."""
    assert "GET" not in re.findall(r"request\.(\w+)", (ROOT / path).read_text())


@pytest.mark.django_db
def test_every_figure_of_children_they_see_is_one_that_may_leave(monkeypatch):
    """In the report of a school and on the page of its trust."""
    monkeypatch.setattr("reports.board.printing.render_pdf", lambda html: b"%PDF-1.7")
    weald = trusts.trust()
    school = trusts.school_of(weald, "Ash", 420)
    trusts.school_of(weald, "Birch", 60, seed=2)
    edition = school.board_editions.get()
    report = sign_in(Client(), member(school, "governor")).get(edition.get_absolute_url())
    trust = sign_in(Client(), trusts.lead(weald)).get("/trust/weald/")
    parts = [part for chapter in report.context["report"]["chapters"] for part in chapter["parts"]
             if part["key"] not in ("money", "staff", "training")]  # fmt: skip
    cells = [cell["words"] for part in (*parts, *report.context["report"]["compared"])
             for row in part["rows"] for cell in row["cells"]]  # fmt: skip
    cells += [cell["words"] for table in trust.context["tables"]
              for row in table["rows"] for cell in row["cells"]]  # fmt: skip
    assert len(cells) > 100
    assert [each for each in cells if not ALLOWED.fullmatch(each) or 0 < number(each) < 10] == []


def number(words: str) -> int:
    return int(words) if words.isdigit() else 0
