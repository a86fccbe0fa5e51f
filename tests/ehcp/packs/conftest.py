import pytest

from tests.factories.packs import PackCase


@pytest.fixture
def case(db):
    """A request that was sent; nothing else on file."""
    return PackCase()
