"""A pack that is ready, one that waits for a worker, a review and its pack."""

from ehcp.packs import services
from ehcp.packs.models import Pack
from sendcase import moment
from tests.factories.ehcp import AssessmentRequestFactory, review_in, written_plan
from tests.factories.pupils import PupilFactory


def ehc_packs(at, senco):
    row = at.ehc_request
    at.ehc_pack = Pack.objects.create(
        school=at.school, pupil=at.pupil, request=row, asked_by=senco, state="ready", pages=4,
        built_at=moment.now(),
    )  # fmt: skip
    at.pack_pupil = PupilFactory(school=at.school, class_group=at.klass)
    asked = AssessmentRequestFactory(pupil=at.pack_pupil, school=at.school)
    at.ehc_pack_waiting = services.ask(by=senco, request=asked)
    plan = written_plan(pupil=PupilFactory(school=at.school, class_group=at.klass))
    at.pack_review = review_in("invited", plan=plan)
