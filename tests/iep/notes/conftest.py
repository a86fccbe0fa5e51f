"""A shared plan of the class's pupil, and the people around it."""

from datetime import timedelta

import pytest

from accounts.permissions import Role
from sendcase import moment
from tests.factories.iep import shared_plan
from tests.factories.people import UserFactory, member
from tests.factories.pupils import assign, share


@pytest.fixture
def shared(case, no_printing):
    started = moment.today() - timedelta(days=20)
    return shared_plan(case.pupil, by=case.senco, starts_on=started)


@pytest.fixture
def helper(case):
    person = member(case.school, Role.SUPPORT, name="Mrs D. Lamb")
    assign(person, case.pupil)
    return person


@pytest.fixture
def head(case):
    return member(case.school, Role.HEAD, name="Mrs P. Adeyemi")


@pytest.fixture
def guest(case):
    person = UserFactory(name="Ms S. Therapist")
    share(case.pupil, person, includes_plan=True)
    return person
