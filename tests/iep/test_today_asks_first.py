"""Today asks once which of the other rooms' lists have something; it must never miss one."""

from datetime import timedelta

import pytest

from accounts.permissions import Role
from pupils.models import Assignment
from reminders.today import sections, with_some
from schools.models import ClassStaff, GroupStaff, TeachingGroup
from sendcase import moment
from tests.factories.people import member
from tests.factories.pupils import assign, share
from tests.factories.schools import SchoolFactory, hold_class

pytestmark = pytest.mark.django_db
ASKED = {"referrals", "meetings", "in-class"}


def filled(person, school) -> set[str]:
    return with_some(list(sections.values()), person, school) & ASKED


def teaching(person, school):
    group = TeachingGroup.objects.create(school=school, name="Maths 2")
    return GroupStaff.objects.create(
        school=school, group=group, user=person, from_on=moment.today()
    )


@pytest.fixture
def person(case):
    return member(case.school, Role.SUPPORT)


def test_each_way_to_a_child_counts_at_its_school_and_not_before_or_after(case, person):
    assert filled(person, case.school) == set()
    for begin in (
        lambda: hold_class(person, case.klass),
        lambda: teaching(person, case.school),
        lambda: assign(person, case.pupil),
        lambda: share(case.pupil, person),
    ):
        row = begin()
        assert filled(person, case.school) == {"in-class"}
        assert filled(person, SchoolFactory()) == set()
        row.delete()
    yesterday = moment.today() - timedelta(days=1)
    hold_class(person, case.klass)
    assign(person, case.pupil)
    for rows in (ClassStaff, Assignment):
        rows.objects.filter(user=person).update(until_on=yesterday)
    assert filled(person, case.school) == set()


def test_who_has_nothing_there_is_asked_nothing_more(case, django_assert_num_queries):
    nobody = member(case.school, Role.SENCO)
    filled(nobody, case.school)
    with django_assert_num_queries(1):
        assert filled(nobody, case.school) == set()
