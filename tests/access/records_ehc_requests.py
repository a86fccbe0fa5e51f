"""A request with the authority and one being considered, a consultation, a dispute."""

from datetime import timedelta

from ehcp.requests import others, services
from sendcase import moment
from tests.factories.pupils import PupilFactory

DAY = moment.today() - timedelta(days=10)
ASKED = {"asked_by": "parent", "why": "Two plans did not help.", "local_authority": "Westshire"}


def ehc_requests(at, senco):
    at.pupil_free = PupilFactory(school=at.school, class_group=at.klass)
    row = services.start(pupil=at.pupil, by=senco, **ASKED)
    row = services.send(row=row, by=senco, sent_on=DAY)
    at.ehc_request = services.ask_advice(row=row, by=senco, advice_asked_on=DAY)
    at.ehc_considered = services.start(pupil=at.pupil_without, by=senco, **ASKED)
    at.ehc_consultation = others.consulted(
        pupil=at.pupil, by=senco, local_authority="Westshire", received_on=DAY
    )
    at.ehc_dispute = others.dispute(pupil=at.pupil, by=senco, about="placement", letter_on=DAY)
