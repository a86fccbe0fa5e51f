"""A group that a colleague runs today, with the pupil in it; one session of today, one to come."""

from datetime import timedelta

from sendcase import moment
from tests.factories.provision import in_it, running, session_of

TODAY = moment.today()


def ticking(at, senco, helper):
    """Run by the helper, who is also assigned to the pupil."""
    at.ticked_run = running(at.school, senco, days=(), times=3, staff=helper)
    at.its_place = in_it(at.ticked_run, at.pupil, senco)
    at.session = session_of(at.ticked_run, TODAY)
    at.senco_number = senco.pk
    tomorrow = next(day for n in range(1, 4) if (day := TODAY + timedelta(days=n)).weekday() < 5)
    at.session_ahead = session_of(at.ticked_run, tomorrow)
    at.move_to = str(next(
        day for n in range(4, 8) if (day := TODAY + timedelta(days=n)).weekday() < 5
    ))  # fmt: skip
    at.session_day = str(tomorrow)
