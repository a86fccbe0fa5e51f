"""A school, its people and one pupil of one class; the PDF is made once for all that need none."""

from types import SimpleNamespace

import pytest

from accounts.permissions import Role
from tests.factories.iep import PlanFactory
from tests.factories.people import member, sign_in
from tests.factories.pupils import ContactFactory, PupilFactory
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class

A_PDF = b"%PDF-1.7 stands for the paper"


@pytest.fixture
def school(db):
    return SchoolFactory()


@pytest.fixture
def case(school):
    """Amina of Willow, taught by `teacher`, with a mother to write to."""
    willow = ClassGroupFactory(school=school, name="Willow")
    pupil = PupilFactory(school=school, class_group=willow, legal_first_name="Amina")
    ContactFactory(pupil=pupil)
    teacher = member(school, Role.TEACHER, name="Ms T. Archer")
    hold_class(teacher, willow)
    senco = member(school, Role.SENCO, name="Mr J. Whitlock")
    return SimpleNamespace(school=school, pupil=pupil, teacher=teacher, senco=senco, klass=willow)


@pytest.fixture
def no_printing(monkeypatch):
    """Skip the PDF where a test is not about paper; what would be printed is kept in the list."""
    printed = []

    def render(html):
        printed.append(html)
        return A_PDF

    monkeypatch.setattr("iep.printing.render_pdf", render)
    return printed


@pytest.fixture
def as_teacher(client, case):
    return sign_in(client, case.teacher)


@pytest.fixture
def plan(case):
    return PlanFactory(pupil=case.pupil, lead=case.teacher)
