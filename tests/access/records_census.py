"""Three census days before any child here was born: one to hand in, one handed in, one approved."""

from datetime import date

from accounts.permissions import Role
from reports.census import reading, services
from tests.factories.people import member

READY, HANDED, APPROVED = date(2017, 1, 19), date(2016, 10, 6), date(2016, 5, 19)


def sha_of(at, day) -> str:
    return reading.extract(type(at.school).objects.get(pk=at.school.pk), day).sha256


def census(at, senco):
    rows = type(at.school).objects.filter(pk=at.school.pk)
    rows.update(has_sen_unit=False, has_resourced_provision=False)
    at.school.refresh_from_db()
    at.census_ready, at.census_handed, at.census_approved = map(str, (READY, HANDED, APPROVED))
    at.census_row = services.hand_in(
        school=at.school, day=HANDED, seen=sha_of(at, HANDED), by=senco
    )
    row = services.hand_in(school=at.school, day=APPROVED, seen=sha_of(at, APPROVED), by=senco)
    head = member(at.school, Role.HEAD)
    services.approve(census=row, seen=sha_of(at, APPROVED), by=head)
