import pytest

from accounts.permissions import Role
from tests.factories.people import member
from tests.factories.pupils import PupilFactory


@pytest.fixture
def pupil():
    return PupilFactory()


@pytest.fixture
def senco(pupil):
    return member(pupil.school, Role.SENCO)
