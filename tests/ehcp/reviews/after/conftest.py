"""A review whose meeting was held 20 days ago; the PDF is made only where a test is about it."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from accounts.permissions import Role
from ehcp.reviews.meeting import services as meeting
from sendcase import moment
from tests.factories.ehcp import review_in, written_plan
from tests.factories.people import member
from tests.factories.pupils import ContactFactory, PupilFactory

A_PDF = b"%PDF-1.7 stands for the paper"
AGO = timedelta(days=20)


@pytest.fixture
def no_printing(monkeypatch):
    monkeypatch.setattr("ehcp.reviews.after.printing.render_pdf", lambda html: A_PDF)


@pytest.fixture
def case(db, no_printing):
    pupil = PupilFactory(legal_first_name="Amina", year="4")
    contact = ContactFactory(pupil=pupil)
    senco = member(pupil.school, Role.SENCO)
    day = moment.today() - AGO
    row = review_in("circulated", meeting_on=day, plan=written_plan(pupil=pupil))
    people = {each.role: each for each in row.invitations.all()}
    type(people["parent"]).objects.filter(pk=people["parent"].pk).update(contact=contact)
    nobody = people["social_care"]
    type(nobody).objects.filter(pk=nobody.pk).update(organisation="")
    meeting.save_attendance(row=row, by=senco, came={each.pk: "yes" for each in people.values()})
    row = meeting.hold(row=row, by=senco, held_on=day)
    row = meeting.save_words(row=row, by=senco, asks="amend", asks_words="More help with talking.")
    return SimpleNamespace(
        row=row, pupil=pupil, school=pupil.school, people=people, contact=contact, day=day,
        senco=senco, head=member(pupil.school, Role.HEAD), at=f"/ehc-reviews/{row.pk}/",
    )  # fmt: skip
