"""Letters that came back, that were answered by the family or the office, a code on the slip."""

from letters import services as letters
from sendcase import moment
from tests.factories.answers import coded, sent


def answers(at, senco, office):
    about = {"pupil": at.pupil, "contact": at.contact, "prepared_by": senco}
    at.waits = sent(2, **about)
    at.slip_code = coded(at.waits)
    at.came_back = letters.returned(letter=sent(2, **about), reason="Gone away.", by=senco)
    at.wants_talk = sent(2, **about)
    letters.record_reply(
        letter=at.wants_talk, route="slip", received_on=moment.today(), wants_to_talk=True, by=senco
    )
    at.recorded = sent(2, **about)
    letters.record_reply(letter=at.recorded, route="slip", received_on=moment.today(), by=office)
