import pytest

from tests.factories.schools import SchoolFactory


@pytest.fixture
def school(db):
    return SchoolFactory()
