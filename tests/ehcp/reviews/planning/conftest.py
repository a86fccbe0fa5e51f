"""A child with a plan in force, a parent, a class teacher; no review yet."""

from datetime import time, timedelta
from types import SimpleNamespace

import pytest

from accounts.permissions import Role
from ehcp.reviews.planning import services
from sendcase import moment
from tests.factories.ehcp import written_plan
from tests.factories.people import member
from tests.factories.pupils import ContactFactory, PupilFactory
from tests.factories.schools import ClassGroupFactory, hold_class

DAYS = timedelta(days=1)


@pytest.fixture
def case(db):
    klass = ClassGroupFactory()
    pupil = PupilFactory(school=klass.school, class_group=klass, legal_first_name="Amina", year="4")
    contact = ContactFactory(pupil=pupil)
    teacher = member(pupil.school, Role.TEACHER, name="Mr T. Adeyemi")
    hold_class(teacher, klass)
    return SimpleNamespace(
        plan=written_plan(pupil=pupil), pupil=pupil, school=pupil.school, contact=contact,
        teacher=teacher, senco=member(pupil.school, Role.SENCO, name="Ms R. Okafor"),
        head=member(pupil.school, Role.HEAD), klass=klass,
    )  # fmt: skip


@pytest.fixture
def row(case):
    return services.open_review(plan=case.plan, by=case.senco)


@pytest.fixture
def dated(case, row):
    """With a day in 30 days and a health professional named."""
    row = services.set_day(
        row=row, by=case.senco, meeting_on=moment.today() + 30 * DAYS, meeting_at=time(14, 30),
        place="The library", chair="Ms R. Okafor",
    )  # fmt: skip
    services.save_person(
        row=row, by=case.senco, person=row.invitations.get(role="health"), name="Dr P. Okonjo",
        organisation="Westshire Community Health", email="therapy@westshire.example",
    )  # fmt: skip
    return row


@pytest.fixture
def invited(case, dated):
    asked = list(dated.invitations.exclude(role="parent").values_list("pk", flat=True))
    return services.invite(row=dated, by=case.senco, on=moment.today(), asked=asked)
