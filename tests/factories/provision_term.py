"""Many interventions at once, row for row what the services leave: for lists and a whole term."""

from datetime import timedelta

from provision.models import Intervention, InterventionStaff, Place, Promise, Session, Slot
from pupils.models import Pupil
from sendcase import moment
from tests.factories.people import UserFactory
from tests.factories.pupils import PupilFactory

WEEKDAYS = ((0, 2, 4), (1, 3), (0, 1, 2, 3, 4), (2,))
NAMES = ("Sounds together", "Lego talk", "Number sense", "Reading with an adult", "Calm start")


def groups(school, number, *, adults, pupils, first, weekdays=WEEKDAYS) -> list[Intervention]:
    """`number` agreed ones from that day on; pupils: a list of children for each, in turn."""
    by = adults[0]
    rows = Intervention.objects.bulk_create(
        Intervention(
            school=school, name=f"{NAMES[n % 5]}, group {n + 1}", state="agreed", starts_on=first,
            minutes=20, times=3, places=6, proposed_by=by, decided_by=by, decided_on=first,
        )
        for n in range(number)
    )  # fmt: skip
    InterventionStaff.objects.bulk_create(
        InterventionStaff(school=school, intervention=row, user=adults[n % len(adults)],
                          from_on=first)
        for n, row in enumerate(rows)
    )  # fmt: skip
    Slot.objects.bulk_create(
        Slot(school=school, intervention=row, weekday=day, minutes=20, from_on=first)
        for n, row in enumerate(rows)
        for day in (weekdays[n % len(weekdays)] if weekdays else ())
    )
    pairs = [(row, pupil) for n, row in enumerate(rows) for pupil in pupils[n % len(pupils)]]
    promises = Promise.objects.bulk_create(
        Promise(school=school, pupil=pupil, what=row.name, minutes=20, times=3, from_on=first,
                made_by=by)
        for row, pupil in pairs
    )  # fmt: skip
    Place.objects.bulk_create(
        Place(school=school, intervention=row, pupil=pupil, promise=promise, from_on=first)
        for (row, pupil), promise in zip(pairs, promises, strict=True)
    )
    return rows


def on_days(rows, days) -> None:
    """A session of each on these days, outside any timetable."""
    Session.objects.bulk_create(
        Session(school_id=row.school_id, intervention=row, on=day, minutes=20)
        for row in rows
        for day in days
    )


def register_of(school, number=60) -> list[Pupil]:
    """So many children on the register."""
    return [PupilFactory(school=school) for _ in range(number)]


def whole_term(school, *, adults=None, weeks=13, interventions=25, children=60, each=5):
    """A term of a school of 420: sixty on the register in 25 interventions; sessions made by the
    product's own hand. Returns the interventions.
    """
    from provision.sessions import making

    adults = adults or [UserFactory() for _ in range(8)]
    pupils = register_of(school, children)
    lists = [[pupils[(n * each + k) % children] for k in range(each)] for n in range(interventions)]
    first = moment.today() - timedelta(weeks=weeks)
    rows = groups(school, interventions, adults=adults, pupils=lists, first=first)
    making.follow_school(school.pk)
    return rows
