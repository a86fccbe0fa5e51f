import pytest
from django.db import transaction

from tests.access.conftest import PAPER, PRINTERS
from tests.reports.export.files import exported, go_far_ahead


@pytest.fixture
def quick_papers(monkeypatch):
    """The export does not look into a PDF."""
    for name, of in PRINTERS.items():
        monkeypatch.setattr(name, of)
    return PAPER


@pytest.fixture
def whole_file(db, quick_papers) -> bytes:
    """The export of a school with a row of every kind. The school is gone again when it comes."""
    from tests.access.cast import build

    with transaction.atomic():
        data = exported(build().at.school)
        transaction.set_rollback(True)
    go_far_ahead()
    return data
