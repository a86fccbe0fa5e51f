"""A school with a class, its people, and a browser for each."""

from types import SimpleNamespace

import pytest
from django.test import Client

from accounts.permissions import Role
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory, assign
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class


@pytest.fixture
def place(db):
    """oakfield: Amina in Willow, held by the teacher; the helper is assigned to her; Ben in Oak."""
    school = SchoolFactory(slug="oakfield")
    willow = ClassGroupFactory(school=school, name="Willow")
    oak = ClassGroupFactory(school=school, name="Oak")
    amina = PupilFactory(school=school, class_group=willow, legal_first_name="Amina")
    ben = PupilFactory(school=school, class_group=oak, legal_first_name="Ben")
    people = {role.value: member(school, role) for role in Role
              if role not in (Role.TRUST_LEAD, Role.GUEST)}  # fmt: skip
    hold_class(people["teacher"], willow)
    assign(people["support"], amina)
    return SimpleNamespace(school=school, willow=willow, oak=oak, amina=amina, ben=ben, **people)


@pytest.fixture
def as_():
    """as_(person) → a browser of that person."""
    return lambda person: sign_in(Client(), person)
