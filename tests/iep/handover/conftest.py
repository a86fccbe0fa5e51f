"""The school of tests/iep with next year's teacher, and no paper unless a test is about it."""

import pytest

from accounts.permissions import Role
from tests.factories.people import member
from tests.factories.register import placed

A_PDF = b"%PDF-1.7 stands for the paper"


@pytest.fixture
def next_teacher(school):
    return member(school, Role.TEACHER, name="Mr P. Next")


@pytest.fixture
def on_register(case):
    placed(case.pupil, by=case.senco)
    case.pupil.refresh_from_db()
    return case


@pytest.fixture
def no_papers(monkeypatch):
    """Skip the PDFs; what would be printed is kept."""
    printed = []

    def many(pages):
        printed.extend(pages)
        return [A_PDF for _ in pages]

    monkeypatch.setattr("iep.handover.printing.render_many", many)
    monkeypatch.setattr("iep.handover.printing.render_pdf", lambda html: many([html])[0])
    monkeypatch.setattr("iep.printing.render_pdf", lambda html: A_PDF)
    return printed
