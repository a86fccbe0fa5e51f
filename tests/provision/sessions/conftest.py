"""A school on Fri 27 Nov 2026 with a group that a helper gives on Mondays, Wednesdays, Fridays."""

from contextlib import ExitStack
from datetime import date, datetime, time
from types import SimpleNamespace

import pytest

from accounts.permissions import Role
from provision.models import Session
from schools.services import terms
from sendcase import moment
from tests.factories.people import member
from tests.factories.provision import in_it, running
from tests.factories.pupils import PupilFactory
from tests.factories.schools import ClassGroupFactory, SchoolFactory

FIRST, LAST, TODAY = date(2026, 11, 2), date(2026, 12, 18), date(2026, 11, 27)  # a Friday


class Clock:
    """clock.on(day): from now on it is ten o'clock of that day."""

    def __init__(self, stack):
        self.stack = stack

    def on(self, day):
        self.stack.enter_context(moment.at(datetime.combine(day, time(10), moment.LONDON)))


@pytest.fixture
def clock():
    with ExitStack() as stack:
        clock = Clock(stack)
        clock.on(TODAY)
        yield clock


@pytest.fixture
def at(db, clock):
    school = SchoolFactory(slug="oakfield")
    willow = ClassGroupFactory(school=school, name="Willow")
    senco, helper = member(school, Role.SENCO), member(school, Role.SUPPORT, name="Mrs Hall")
    terms.add_term(school=school, name="Autumn", starts_on=date(2026, 9, 1), ends_on=LAST, by=senco)
    group = running(school, senco, staff=helper, starts_on=FIRST, ends_on=LAST)
    born = {"school": school, "class_group": willow, "admitted_on": date(2025, 9, 1)}
    amina = PupilFactory(**born, legal_first_name="Amina", legal_last_name="Khan")
    ben = PupilFactory(**born, legal_first_name="Ben", legal_last_name="Lowe")
    places = [in_it(group, pupil, senco) for pupil in (amina, ben)]
    group.refresh_from_db()
    return SimpleNamespace(
        school=school, willow=willow, senco=senco, helper=helper, group=group, amina=amina,
        ben=ben, place=places[0], other_place=places[1],
        today=Session.objects.get(intervention=group, on=TODAY),
    )  # fmt: skip


def days_of(group) -> list[date]:
    return list(
        Session.objects.filter(intervention=group).order_by("on").values_list("on", flat=True)
    )
