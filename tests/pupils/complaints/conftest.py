import pytest

from tests.factories.complaints import Case


@pytest.fixture
def case(db):
    return Case()
