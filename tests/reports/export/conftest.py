import pytest
from django.core.cache import cache
from django.db import transaction

from tests.access.conftest import PRINTERS
from tests.reports.export.files import exported
from tests.reports.export.filling import fill


@pytest.fixture(scope="package")
def whole_file(django_db_setup, django_db_blocker) -> bytes:
    """The export of a school with a row of every kind. The school is gone again when it comes."""
    from tests.access.cast import build

    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        for name, of in PRINTERS.items():
            patch.setattr(name, of)
        with transaction.atomic():
            cache.clear()
            school = build().oakfield
            fill(school)
            data = exported(school)
            transaction.set_rollback(True)
    return data


@pytest.fixture
def path(whole_file, tmp_path):
    found = tmp_path / "school.zip"
    found.write_bytes(whole_file)
    return found
