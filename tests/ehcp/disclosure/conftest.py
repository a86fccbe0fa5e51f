"""A kept plan, an agreement of the family, a review with a ready pack and a therapist invited."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from accounts.permissions import Role
from ehcp.packs.models import Pack
from ehcp.plans import services as plans
from pupils import documents
from pupils.consents import services as consents
from sendcase import moment
from tests.factories.ehcp import review_in, written_plan
from tests.factories.people import member
from tests.factories.pupils import PupilFactory

A_PDF = b"%PDF-1.7 stands for the paper"


@pytest.fixture
def case(db, monkeypatch):
    monkeypatch.setattr("ehcp.plans.printing.render_pdf", lambda html: A_PDF)
    pupil = PupilFactory(legal_first_name="Amina")
    senco, head = member(pupil.school, Role.SENCO), member(pupil.school, Role.HEAD)
    plan = written_plan(pupil=pupil)
    version = plans.keep(plan=plan, kind="final", dated_on=moment.today(), by=senco)
    consent = consents.record(
        pupil=pupil, kind="sharing", scope="The clinic reads the plan", answer="yes",
        given_by="Leila Brightwater", given_on=moment.today(), evidence="Slip", by=senco,
    )  # fmt: skip
    review = review_in("invited", meeting_on=moment.today() + timedelta(days=20), plan=plan)
    return SimpleNamespace(
        pupil=pupil, school=pupil.school, senco=senco, head=head, plan=plan, version=version,
        consent=consent, review=review, person=review.invitations.get(role="health"),
        pack=a_pack(review, senco),
    )  # fmt: skip


def a_pack(review, by, words=b"%PDF-1.7 the pack") -> Pack:
    paper = documents.store(pupil=review.pupil, title="Pack", data=words, by=by,
                            media_type="application/pdf", needs="ehc_view")  # fmt: skip
    return Pack.objects.create(
        school=review.school, pupil=review.pupil, review=review, state="ready", document=paper,
        pages=3, built_at=moment.now(), asked_by=by,
    )  # fmt: skip
