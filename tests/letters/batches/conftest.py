"""Two families of a school, its people, and a purpose that a person may begin."""

from types import SimpleNamespace

import pytest

from accounts.permissions import Role
from letters.purposes import purposes
from tests.factories.batches import INVITATION, KEY
from tests.factories.people import member
from tests.factories.pupils import ContactFactory, PupilFactory
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class


@pytest.fixture(autouse=True)
def invitation(monkeypatch):
    monkeypatch.setitem(purposes, KEY, INVITATION)


@pytest.fixture
def town(db):
    school = SchoolFactory(slug="oakfield")
    willow = ClassGroupFactory(school=school, name="Willow")
    return town_of(school, willow)


def town_of(school, willow):
    amina = PupilFactory(school=school, class_group=willow, legal_first_name="Amina")
    bela = PupilFactory(school=school, legal_first_name="Bela", legal_last_name="Crown")
    homes = {"address": "9 High Street\nWestbridge", "last_name": "Crown", "first_name": "Jo"}
    ContactFactory(pupil=amina)
    ContactFactory(pupil=bela, **homes)
    teacher = member(school, Role.TEACHER)
    hold_class(teacher, willow)
    return SimpleNamespace(
        school=school, willow=willow, amina=amina, bela=bela, teacher=teacher,
        senco=member(school, Role.SENCO), head=member(school, Role.HEAD),
        office=member(school, Role.OFFICE),
    )  # fmt: skip
