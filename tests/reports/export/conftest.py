import pytest
from django.core.cache import cache
from django.db import transaction

from pupils.models import ChronologyEntry
from tests.access.conftest import PRINTERS
from tests.reports.export.files import exported
from tests.reports.export.filling import fill


class File(bytes):
    """addresses: where the timeline of the school led to, before."""

    addresses: list[str]


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
            data = File(exported(school))
            timeline = ChronologyEntry.objects.filter(school=school).exclude(url="")
            data.addresses = list(timeline.order_by("pk").values_list("url", flat=True))
            transaction.set_rollback(True)
    return data


@pytest.fixture
def path(whole_file, tmp_path):
    found = tmp_path / "school.zip"
    found.write_bytes(whole_file)
    return found
