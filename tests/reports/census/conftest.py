"""A school of which all is said, a day, and children on it."""

from datetime import date

import pytest

from accounts.permissions import Role
from tests.factories.people import member
from tests.factories.pupils import PupilFactory
from tests.factories.schools import SchoolFactory

DAY = date(2026, 1, 15)  # a spring census
UPNS = ("B801200005001", "R674123101121", "V855400526001", "P207000016049")


@pytest.fixture
def school(db):
    return SchoolFactory(has_sen_unit=False, has_resourced_provision=False)


@pytest.fixture
def senco(school):
    return member(school, Role.SENCO, name="Mr Whitlock")


@pytest.fixture
def head(school):
    return member(school, Role.HEAD, name="Mrs Adeyemi")


@pytest.fixture
def office(school):
    return member(school, Role.OFFICE, name="Ms Clerk")


@pytest.fixture
def child(school):
    """child(n) → on roll since 2024, with the nth UPN."""

    def make(n=0, **fields):
        given = {"admitted_on": date(2024, 9, 2), "upn": UPNS[n]} | fields
        return PupilFactory(school=school, **given)

    return make
