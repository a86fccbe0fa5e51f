import pytest
from django.core.cache import cache
from django.test import Client

from letters.replies import codes
from tests.factories.letters import Family


@pytest.fixture
def family(db, monkeypatch):
    """Amina's mother, Ms Leila Brightwater by name; paper is not looked at here."""
    monkeypatch.setattr("letters.paper.whole_pdf", lambda *args, **kwargs: b"%PDF-1.7 paper")
    cache.clear()
    family = Family(legal_first_name="Amina")
    mother = family.mother
    mother.title, mother.first_name, mother.last_name = "Ms", "Leïla", "Brightwater-Obi"
    mother.save()
    return family


@pytest.fixture
def letter(family):
    return family.issued()


@pytest.fixture
def code(letter):
    return codes.code_of(letter)


@pytest.fixture
def at(code):
    return f"/r/{codes.normal(code)}/"


@pytest.fixture
def nobody():
    """A browser without an account."""
    return Client()
