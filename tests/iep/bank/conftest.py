"""A bank with one target and one strategy that are kept, both from the school."""

import pytest

from tests.factories.bank import bank_target, strategy


@pytest.fixture
def entry(case):
    return bank_target(case.school)


@pytest.fixture
def steps(case):
    return strategy(case.school, "Give instructions in steps", phrases=["Small steps"])
