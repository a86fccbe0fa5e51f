"""One class, its teacher and SENCO, a colleague, and a second school whose rows could leak."""

from types import SimpleNamespace

import pytest

from accounts.permissions import Role
from pupils.models import Assignment
from tests.factories.days import FIRST_DUTIES
from tests.factories.people import member, sign_in
from tests.factories.pupils import ContactFactory, PupilFactory
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class


@pytest.fixture
def place(db):
    school = SchoolFactory()
    willow = ClassGroupFactory(school=school, name="3 Willow")
    teacher = member(school, Role.TEACHER, name="Mrs Holt", email="holt@example.org")
    hold_class(teacher, willow)
    other_teacher = member(school, Role.TEACHER)
    hold_class(other_teacher, ClassGroupFactory(school=school, name="4 Oak"))
    pupil = PupilFactory(school=school, class_group=willow, legal_first_name="Amina")
    carer = ContactFactory(pupil=pupil)
    support = member(school, Role.SUPPORT)
    Assignment.objects.create(school=school, pupil=pupil, user=support, from_on=FIRST_DUTIES)
    elsewhere = SchoolFactory()
    return SimpleNamespace(
        school=school, willow=willow, teacher=teacher, other_teacher=other_teacher, pupil=pupil,
        carer=carer, support=support, senco=member(school, Role.SENCO, name="Mr Whitlock"),
        head=member(school, Role.HEAD), office=member(school, Role.OFFICE),
        governor=member(school, Role.GOVERNOR), elsewhere=elsewhere,
        other_senco=member(elsewhere, Role.SENCO),
        other_pupil=PupilFactory(school=elsewhere, legal_first_name="Odette"),
    )  # fmt: skip


@pytest.fixture
def as_(client):
    """as_(person) → the client, signed in as them."""
    return lambda person: sign_in(client, person)
