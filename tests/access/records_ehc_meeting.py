"""A review whose papers are out, with one of each piece of its meeting; another that was held."""

from datetime import timedelta

from ehcp.reviews.meeting import services
from sendcase import moment
from tests.factories.ehcp import review_in, written_plan
from tests.factories.pupils import PupilFactory

DAY = moment.today() - timedelta(days=3)


def ehc_meeting(at, klass, senco):
    at.ehc_met = PupilFactory(school=at.school, class_group=klass)
    plan = written_plan(pupil=at.ehc_met, recorded_by=senco)
    at.ehc_meeting = review_in("circulated", meeting_on=DAY, plan=plan)
    at.ehc_outcome = plan.ehcoutcomes.get()
    at.ehc_change = services.save_change(row=at.ehc_meeting, by=senco, letter="F", words="More.")
    at.ehc_gran = services.add_person(row=at.ehc_meeting, by=senco, name="Gran", role="other")
    at.ehc_meeting_held = review_in(
        "held", meeting_on=DAY, plan=written_plan(pupil__school=at.school, recorded_by=senco)
    )
    at.ehc_meeting_held.invitations.filter(role="parent").update(came="yes")
