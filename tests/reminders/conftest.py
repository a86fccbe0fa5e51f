"""A kind of deadline and a school for the tests of this room."""

from datetime import timedelta

import pytest

from accounts.permissions import Role
from reminders.deadlines import open_deadline
from reminders.kinds import Kind, kinds
from sendcase import moment
from tests.factories.people import member
from tests.factories.pupils import PupilFactory
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class


@pytest.fixture
def kind(monkeypatch):
    kind = Kind(
        key="test-kind",
        sentence="Water the plants with {pupil}",
        verb="Water",
        link=lambda deadline: f"/plants/{deadline.object_id}/",
        recount=lambda school_id: [],
    )
    monkeypatch.setitem(kinds, kind.key, kind)
    return kind


@pytest.fixture
def school(db):
    return SchoolFactory()


@pytest.fixture
def class_group(school):
    return ClassGroupFactory(school=school)


@pytest.fixture
def teacher(school, class_group):
    person = member(school, Role.TEACHER, name="Mr A. Turner")
    hold_class(person, class_group)
    return person


@pytest.fixture
def senco(school):
    return member(school, Role.SENCO, name="Ms S. Grant")


@pytest.fixture
def pupil(school, class_group):
    return PupilFactory(school=school, class_group=class_group, legal_first_name="Rosalind")


@pytest.fixture
def due(kind, pupil):
    """due(days, owner=…) opens a deadline that many days from today."""

    def make(days, target=None, **fields):
        fields.setdefault("owner_role", "" if "owner" in fields else Role.SENCO)
        return open_deadline(
            kind.key, target or PupilFactory(school=pupil.school), school_id=pupil.school_id,
            due_on=moment.today() + timedelta(days=days), rule="Because we say so.",
            **{"pupil": pupil, **fields},
        )  # fmt: skip

    return make
