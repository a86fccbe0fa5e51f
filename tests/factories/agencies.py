"""Agencies of a directory, and requests as far as they have come."""

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from agencies.models import Agency
from agencies.services import advising, asking
from pupils.consents import services as consents
from sendcase import moment
from tests.factories.schools import SchoolFactory

QUESTION = "Words of two syllables are hard to say. What helps?"


class AgencyFactory(DjangoModelFactory):
    class Meta:
        model = Agency

    school = factory.SubFactory(SchoolFactory)
    name = factory.Sequence(lambda n: f"Speech and language team {n}")
    kind = Agency.Kind.SPEECH
    people = "Ms K. Lowe, speech therapist"
    email = "speech@westshire.example"
    usual_wait = 6


def begun(pupil, by, agency=None):
    agency = agency or AgencyFactory(school=pupil.school)
    return asking.begin(pupil=pupil, agency=agency, question=QUESTION,
                        what_shared="The last plan", by=by)  # fmt: skip


def agreed(pupil, by, **fields):
    given = {"kind": "agency", "scope": "Speech therapy", "answer": "yes", "given_by": "Leila",
             "given_on": moment.today(), "evidence": "Slip"}  # fmt: skip
    return consents.record(pupil=pupil, by=by, **given | fields)


def ready(pupil, by, agency=None):
    row = begun(pupil, by, agency)
    return asking.rest_on(row=row, consent=agreed(pupil, by), by=by)


def asked(pupil, by, agency=None):
    row, today = ready(pupil, by, agency), moment.today()
    return asking.ask(row=row, asked_on=today, asked_how="Their form",
                      expected_by=today + timedelta(weeks=6), by=by)  # fmt: skip


def advised(pupil, by, points=("Short steps with pictures", "A quiet place to read"), **fields):
    """The advice; its request is `advice.request`."""
    row = fields.pop("row", None) or asked(pupil, by)
    given = {"received_on": moment.today(), "from_whom": "Ms K. Lowe", "summary": "Short steps."}
    return advising.receive(row=row, by=by, points=list(points), **given | fields)
