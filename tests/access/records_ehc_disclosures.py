"""A disclosure that waits for the second person, one that may be sent; a review others may read."""

from datetime import timedelta

from ehcp.disclosure import services
from ehcp.packs.models import Pack
from pupils import documents
from pupils.consents import services as consents
from sendcase import moment
from tests.factories.ehcp import review_in, written_plan
from tests.factories.pupils import PupilFactory


def ehc_disclosures(at, senco, guest):
    at.ehc_told = PupilFactory(school=at.school, class_group=at.klass)
    at.ehc_told_plan = written_plan(pupil=at.ehc_told, recorded_by=senco)
    at.ehc_review_open = review_in(
        "invited", meeting_on=moment.today() + timedelta(days=20), plan=at.ehc_told_plan
    )
    at.ehc_pack_of_review = _pack(at.ehc_review_open, senco)
    at.ehc_invitee = at.ehc_review_open.invitations.get(role="health")
    at.ehc_guest_seat = at.ehc_review_open.invitations.get(role="authority")
    type(at.ehc_guest_seat).objects.filter(pk=at.ehc_guest_seat.pk).update(
        user=guest, reads_until=moment.today() + timedelta(days=20)
    )
    asked = {"plan": at.ehc_told_plan, "by": senco, "pack": at.ehc_pack_of_review,
             "recipient": "Ms K. Lowe", "reason": "The appeal."}  # fmt: skip
    at.ehc_asked = services.ask(ground="tribunal", **asked)
    consent = consents.record(
        pupil=at.ehc_told, kind="sharing", scope="The clinic reads the plan", answer="yes",
        given_by="Leila", given_on=moment.today(), evidence="Slip", by=senco,
    )  # fmt: skip
    at.ehc_ready = services.ask(ground="consent", consent=consent, **asked)


def _pack(review, by):
    paper = documents.store(pupil=review.pupil, title="Pack", data=b"%PDF-1.7", by=by,
                            media_type="application/pdf", needs="ehc_view")  # fmt: skip
    return Pack.objects.create(
        school=review.school, pupil=review.pupil, review=review, state="ready", document=paper,
        pages=3, built_at=moment.now(), asked_by=by,
    )  # fmt: skip
