"""Advice and the directory as files: what is on screen, all of it, harmless."""

from types import SimpleNamespace

import pytest

from accounts.permissions import Role
from agencies.models import Advice, Agency
from sendcase import moment
from tests.factories.agencies import AgencyFactory
from tests.factories.people import member
from tests.factories.schools import SchoolFactory
from tests.schools.as_files import List, check, children, names

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    school = SchoolFactory(slug="oakfield")
    return SimpleNamespace(school=school, senco=member(school, Role.SENCO))


def advice(at):
    agency = AgencyFactory(school=at.school)
    Advice.objects.bulk_create(
        Advice(school=at.school, pupil=pupil, agency=agency, received_on=moment.today(),
               from_whom="Ms Lowe", summary="Secret words", recorded_by=at.senco,
               decide_by=moment.today(), tell_by=moment.today()) for pupil in children(at.school)
    )  # fmt: skip
    return "/oakfield/agencies/advice/?show=all"


def directory(at):
    for name in names():
        AgencyFactory(school=at.school, name=name)
    Agency.objects.filter(name="Name01").update(is_in_use=False, usual_wait=None)
    return "/oakfield/agencies/directory/"


LISTS = [
    List(advice, "Advice from agencies", 12, dated=3, says={"show": "all"}),
    List(directory, "Agencies we know", 11, r'<th scope="row" dir="auto"><a[^>]*>(.*?)</a>'),
]


@pytest.mark.parametrize("this", LISTS, ids=lambda this: this.make.__name__)
def test_a_file_is_the_whole_list_in_its_order_and_harmless(client, at, at_most, this):
    check(client, at, at_most, this)
