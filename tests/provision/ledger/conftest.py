"""A school in the autumn term of 2026, on Friday 27 November; Amina of Willow in a group."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
import time_machine

from accounts.permissions import Role
from provision import hooks
from schools.models import Closure, Term
from tests.factories.people import member
from tests.factories.provision import in_it, marked, running, session_of
from tests.factories.pupils import PupilFactory
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class

NOW = datetime(2026, 11, 27, 10, 0, tzinfo=ZoneInfo("Europe/London"))
FIRST, LAST = date(2026, 9, 7), date(2026, 12, 18)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def sessions_by_hand(monkeypatch):
    """The timetable makes none here: each test writes down the sessions it speaks of."""
    monkeypatch.setattr(hooks, "on_change", [])


@pytest.fixture
def now():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def case(now, db):
    school = SchoolFactory()
    Term.objects.create(school=school, name="Autumn", starts_on=FIRST, ends_on=LAST)
    Closure.objects.create(school=school, name="Half term", starts_on=date(2026, 10, 26),
                           ends_on=date(2026, 10, 30))  # fmt: skip
    willow = ClassGroupFactory(school=school, name="Willow")
    pupil = PupilFactory(school=school, class_group=willow, legal_first_name="Amina",
                         preferred_first_name="", admitted_on=date(2025, 9, 1))  # fmt: skip
    teacher = member(school, Role.TEACHER, name="Ms T. Archer")
    hold_class(teacher, willow)
    senco = member(school, Role.SENCO, name="Mr J. Whitlock")
    group = running(school, senco, starts_on=FIRST, ends_on=LAST)
    place = in_it(group, pupil, senco)
    return SimpleNamespace(school=school, pupil=pupil, teacher=teacher, senco=senco, group=group,
                           place=place, promise=place.promise, klass=willow)  # fmt: skip


def held(place, first, last, outcome="delivered", reason="", weekdays=(0, 2, 4), minutes=None):
    """Sessions on these weekdays from first to last, each with this tick; None for no tick."""
    made = []
    for n in range((last - first).days + 1):
        day = first + DAY * n
        if day.weekday() in weekdays:
            session = session_of(place.intervention, day)
            if outcome is not None:
                marked(session, place, outcome, reason=reason, minutes=minutes)
            made.append(session)
    return made
