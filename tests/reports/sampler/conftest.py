from types import SimpleNamespace

import pytest

from tests.factories.people import member
from tests.factories.samples import on_plans


@pytest.fixture
def case(school):
    """A school with eight children on shared plans, and those who have to do with samples."""
    people = {role: member(school, role) for role in ("senco", "head", "governor")}
    plans = on_plans(school, people["senco"])
    return SimpleNamespace(school=school, plans=plans, **people)
