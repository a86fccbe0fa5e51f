"""A school, its people, one child with a plan; the PDF is made only where a test is about it."""

from types import SimpleNamespace

import pytest

from accounts.permissions import Role
from tests.factories.ehcp import written_plan
from tests.factories.people import member
from tests.factories.pupils import PupilFactory, assign
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class

A_PDF = b"%PDF-1.7 stands for the paper"


@pytest.fixture
def no_printing(monkeypatch):
    monkeypatch.setattr("ehcp.plans.printing.render_pdf", lambda html: A_PDF)


@pytest.fixture
def case(db, no_printing):
    """Amina of Willow: `plan` in force and written in, nothing kept yet."""
    school = SchoolFactory()
    willow = ClassGroupFactory(school=school, name="Willow")
    pupil = PupilFactory(school=school, class_group=willow, legal_first_name="Amina")
    teacher = member(school, Role.TEACHER, name="Ms T. Archer")
    hold_class(teacher, willow)
    helper = member(school, Role.SUPPORT, name="Mrs D. Lamb")
    assign(helper, pupil)
    return SimpleNamespace(
        school=school, pupil=pupil, willow=willow, teacher=teacher, helper=helper,
        senco=member(school, Role.SENCO, name="Mr J. Whitlock"),
        head=member(school, Role.HEAD), plan=written_plan(pupil=pupil),
    )  # fmt: skip
