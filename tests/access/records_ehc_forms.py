"""A form of an authority, and a review that can fill it."""

from ehcp.authority_forms import services
from tests.factories.ehcp import review_in, written_plan
from tests.factories.pupils import PupilFactory


def ehc_forms(at, senco):
    at.ehc_form = services.keep_starter(school=at.school, by=senco)
    pupil = PupilFactory(school=at.school, class_group=at.klass)
    at.ehc_to_fill = review_in("held", plan=written_plan(pupil=pupil, recorded_by=senco))
