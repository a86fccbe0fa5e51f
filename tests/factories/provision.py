"""Interventions, places and promises, made through the real services."""

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from provision.interventions import services as interventions
from provision.models import Mark, Programme, Session
from provision.promised import services as promised
from sendcase import moment
from tests.factories.people import UserFactory
from tests.factories.schools import SchoolFactory

MONDAY, WEDNESDAY, FRIDAY = 0, 2, 4


class ProgrammeFactory(DjangoModelFactory):
    class Meta:
        model = Programme

    school = factory.SubFactory(SchoolFactory)
    name = factory.Sequence(lambda n: f"Sounds together {n}")
    about = "Hearing and blending the sounds in words, with games."
    success_measure = "Reads 30 more words by sight in ten weeks."


def running(school, by=None, days=(MONDAY, WEDNESDAY, FRIDAY), staff=None, **facts):
    """An agreed intervention of 20 minutes on these weekdays, from four weeks ago on."""
    by = by or UserFactory()
    first = moment.today() - timedelta(weeks=4)
    said = {"name": "Sounds together, Year 3", "starts_on": first, "minutes": 20,
            "times": len(days), "places": 6} | facts  # fmt: skip
    row = interventions.start(school=school, by=by, **said)
    slots = [{"weekday": day, "starts_at": None, "minutes": row.minutes, "room": ""}
             for day in days]  # fmt: skip
    interventions.set_timetable(intervention=row, by=by, from_on=row.starts_on, slots=slots)
    if staff is not None:
        interventions.add_staff(intervention=row, by=by, user=staff, from_on=row.starts_on)
    return row


def in_it(intervention, pupil, by=None, **facts):
    """The pupil has a place from its first day on, with a promise of its own minutes."""
    said = {"from_on": intervention.starts_on} | facts
    return promised.place(intervention=intervention, pupil=pupil, by=by or UserFactory(), **said)


def session_of(intervention, on, minutes=None, **fields):
    """One day of it, as the timetable would have made it."""
    return Session.objects.create(
        school_id=intervention.school_id, intervention=intervention, on=on,
        minutes=minutes or intervention.minutes, **fields,
    )  # fmt: skip


def marked(session, place, outcome="delivered", minutes=None, reason="", by=None):
    """What that day was for this pupil."""
    took = session.minutes if outcome == "delivered" else 0
    return Mark.objects.create(
        school_id=session.school_id, session=session, place=place, pupil_id=place.pupil_id,
        outcome=outcome, minutes=took if minutes is None else minutes, reason=reason,
        marked_by=by or UserFactory(),
    )  # fmt: skip
