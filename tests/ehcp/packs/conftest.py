import pytest

from tests.factories.batches import work
from tests.factories.packs import PackCase

PAPER_FROM = (
    "iep.printing.render_pdf", "letters.paper.whole_pdf", "tests.factories.packs.render_pdf",
)  # fmt: skip


@pytest.fixture
def case(db):
    """A request that was sent; nothing else on file."""
    return PackCase()


@pytest.fixture
def worked():
    """A worker, until nothing waits."""
    return work
