"""A review whose papers are out; the meeting was three days ago by the calendar."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from accounts.permissions import Role
from sendcase import moment
from tests.factories.ehcp import review_in, written_plan
from tests.factories.people import member
from tests.factories.pupils import PupilFactory
from tests.factories.schools import ClassGroupFactory, hold_class

A_PDF = b"%PDF-1.7 stands for the paper"


@pytest.fixture
def day():
    return moment.today() - timedelta(days=3)


@pytest.fixture
def case(db, day):
    pupil = PupilFactory(legal_first_name="Amina", year="4")
    klass = ClassGroupFactory(school=pupil.school)
    pupil.class_group = klass
    pupil.save()
    row = review_in("circulated", meeting_on=day, plan=written_plan(pupil=pupil))
    people = {each.role: each for each in row.invitations.all()}
    teacher = member(pupil.school, Role.TEACHER)
    hold_class(teacher, klass)
    return SimpleNamespace(
        row=row, pupil=pupil, school=pupil.school, people=people, teacher=teacher,
        outcome=row.plan.ehcoutcomes.get(), senco=member(pupil.school, Role.SENCO),
        head=member(pupil.school, Role.HEAD), at=f"/ehc-reviews/{row.pk}/meeting/",
    )  # fmt: skip
