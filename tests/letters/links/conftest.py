import pytest
from django.core.cache import cache
from django.test import Client

from tests.factories.letters import Family
from tests.factories.links import mailed

WORDS = "Reads slowly and loses her place"


@pytest.fixture
def no_paper(monkeypatch):
    monkeypatch.setattr("letters.paper.whole_pdf", lambda *args, **kwargs: b"%PDF-1.7 paper")


@pytest.fixture
def family(db, no_paper):
    """Amina and her mother Leila Brightwater, who chose e-mail in the fixture `sent`."""
    cache.clear()
    return Family(legal_first_name="Amina")


@pytest.fixture
def sent(family):
    return mailed(family)


@pytest.fixture
def nobody():
    """A browser without an account."""
    return Client()
