from types import SimpleNamespace

import pytest

from accounts.permissions import Role
from tests.factories import board
from tests.factories.people import member

PAPER = b"%PDF-1.7 stands for the paper"


@pytest.fixture
def no_paper(monkeypatch):
    monkeypatch.setattr("reports.board.printing.render_pdf", lambda html: PAPER)


@pytest.fixture
def case(school, no_paper):
    """A school with a term and the people who work on the report."""
    people = {role.value: member(school, role) for role in (Role.SENCO, Role.HEAD, Role.GOVERNOR)}
    return SimpleNamespace(school=school, term=board.term(school), at=f"/{school.slug}", **people)
