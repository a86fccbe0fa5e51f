import pytest

from tests.factories.packs import PackCase


@pytest.fixture
def case(db):
    """A child with something of every kind, a SENCO, a head, a teacher, a mother."""
    return PackCase().full()
