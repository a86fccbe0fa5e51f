"""One class in the autumn of 2026, its teacher, a child with SEN support and the people around."""

from datetime import date, datetime, time
from types import SimpleNamespace

import pytest

from accounts.permissions import Role
from provision.family_meetings import deadlines, services
from reminders.models import Deadline
from reminders.recount import differences
from schools.models import Closure, Term
from sendcase import moment
from tests.factories.people import member, sign_in
from tests.factories.pupils import ContactFactory, PupilFactory, assign
from tests.factories.register import placed
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class

TODAY = date(2026, 11, 24)  # a Tuesday
AUTUMN_ENDS, SPRING_ENDS = date(2026, 12, 18), date(2027, 3, 25)
TERMS = (
    ("Autumn", date(2026, 9, 1), AUTUMN_ENDS),
    ("Spring", date(2027, 1, 4), SPRING_ENDS),
    ("Summer", date(2027, 4, 12), date(2027, 7, 21)),
)


def on(day, hour=10):
    return moment.at(datetime(day.year, day.month, day.day, hour, tzinfo=moment.LONDON))


@pytest.fixture(autouse=True)
def autumn():
    with on(TODAY):
        yield


@pytest.fixture
def place(db):
    school = SchoolFactory()
    for name, first, last in TERMS:
        Term.objects.create(school=school, name=name, starts_on=first, ends_on=last)
    Closure.objects.create(
        school=school, name="Half-term", starts_on=date(2026, 10, 26), ends_on=date(2026, 10, 30)
    )
    willow = ClassGroupFactory(school=school, name="3 Willow")
    teacher = member(school, Role.TEACHER, name="Mrs Holt", email="holt@example.org")
    hold_class(teacher, willow)
    senco = member(school, Role.SENCO, name="Mr Whitlock")
    pupil = PupilFactory(school=school, class_group=willow, legal_first_name="Amina")
    support = member(school, Role.SUPPORT, name="Ms Lee")
    assign(support, pupil)
    here = SimpleNamespace(
        school=school, willow=willow, teacher=teacher, senco=senco, pupil=pupil, support=support,
        mother=ContactFactory(pupil=pupil), head=member(school, Role.HEAD),
        office=member(school, Role.OFFICE),
    )  # fmt: skip
    placed(pupil, by=senco, on=date(2026, 9, 14))
    return here


@pytest.fixture
def planned(place):
    """Next Tuesday at 15:40 with the class teacher."""
    return services.plan(pupil=place.pupil, by=place.teacher, **day(place))


def day(place, **other):
    return {"planned_on": date(2026, 12, 1), "starts_at": time(15, 40), "minutes": 20,
            "place": "3 Willow", "led_by": place.teacher, "others": ""} | other  # fmt: skip


SAID = {"held_on": TODAY, "came": "Both", "parents_words": "", "pupil_words": "", "notes": "",
        "next_on": None}  # fmt: skip


def act(what="Word cards", who="Mrs Holt", owner=None, due_on=None, pk=None):
    return {"pk": pk, "what": what, "who": who, "owner": owner, "due_on": due_on}


def hold(meeting, by, actions=(), **said):
    return services.record(
        meeting=meeting, version=None, by=by, actions=list(actions), **{**SAID, **said}
    )


def differing(place) -> list[str]:
    """What the recount says of the kinds of this room."""
    return [line for line in differences(place.school.pk) if line.startswith(deadlines.MEET)]


def owed(kind=deadlines.MEET):
    return list(Deadline.objects.open().filter(kind=kind).order_by("pk"))


@pytest.fixture
def as_(client):
    """as_(person) → the client, signed in as them."""
    return lambda person: sign_in(client, person)
