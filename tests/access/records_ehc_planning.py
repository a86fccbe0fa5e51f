"""Reviews while they are planned: with a day, invited; one plan without a review."""

from datetime import time, timedelta

from ehcp.reviews.planning import links, services
from sendcase import moment
from tests.factories.ehcp import written_plan
from tests.factories.pupils import ContactFactory, PupilFactory

DAY = moment.today() + timedelta(days=40)


def ehc_planning(at, senco):
    at.ehc_unreviewed = _plan(at, senco)
    at.ehc_planned = _dated(at, senco)
    at.ehc_person = at.ehc_planned.invitations.get(role="health")
    at.ehc_heard = at.ehc_planned.invitations.get(role="authority")
    at.ehc_heard.told_of = "Mon 2 Nov 2026, 09:00, Here"
    at.ehc_heard.save()
    row = _dated(at, senco)
    officer = row.invitations.get(role="authority")
    at.ehc_invited = services.invite(row=row, by=senco, on=moment.today(), asked=[officer.pk])
    at.ehc_officer = row.invitations.get(role="authority")
    at.ehc_token = links.make(row.invitations.get(role="authority"), senco)


def _plan(at, senco):
    pupil = PupilFactory(school=at.school, class_group=at.klass)
    ContactFactory(pupil=pupil)
    return written_plan(pupil=pupil, recorded_by=senco)


def _dated(at, senco):
    row = services.open_review(plan=_plan(at, senco), by=senco)
    return services.set_day(row=row, by=senco, meeting_on=DAY, meeting_at=time(9), place="Here")
