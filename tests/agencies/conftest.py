"""A child of seven with a mother on file, a speech team in the directory, a request that waits."""

from datetime import datetime
from types import SimpleNamespace

import pytest

from accounts.permissions import Role
from pupils.consents import services as consents
from sendcase import moment
from tests.factories.agencies import AgencyFactory, begun
from tests.factories.people import member
from tests.factories.pupils import ContactFactory, PupilFactory
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class

MONDAY = datetime(2026, 3, 2, 10, tzinfo=moment.LONDON)


@pytest.fixture
def case(db):
    """On Mon 2 Mar 2026. `agree` records the mother's yes."""
    with moment.at(MONDAY):
        yield _case()


def _case():
    school = SchoolFactory()
    willow = ClassGroupFactory(school=school, name="Willow")
    pupil = PupilFactory(school=school, class_group=willow, legal_first_name="Amina")
    mother = ContactFactory(pupil=pupil)
    people = {role: member(school, role) for role in (Role.SENCO, Role.HEAD, Role.TEACHER)}
    hold_class(people[Role.TEACHER], willow)
    row = begun(pupil, people[Role.SENCO], AgencyFactory(school=school))

    def agree(**fields):
        who = {"contact": mother, "given_by": mother.name, "given_on": moment.today()}
        given = {"kind": "agency", "scope": "Speech therapy", "answer": "yes", "evidence": "Slip"}
        return consents.record(pupil=pupil, by=people[Role.SENCO], **given | who | fields)

    return SimpleNamespace(
        school=school, pupil=pupil, mother=mother, senco=people[Role.SENCO],
        head=people[Role.HEAD], teacher=people[Role.TEACHER], row=row, agency=row.agency,
        agree=agree,
    )  # fmt: skip
