"""An intervention with the child of the case in it, and a result at entry."""

from datetime import timedelta

from provision.measures import services
from sendcase import moment
from tests.factories.provision import in_it, running


def measured(at, senco) -> None:
    at.measured = running(at.school, senco, name="Sounds together, measured")
    at.measured_place = in_it(at.measured, at.pupil, senco)
    services.record(
        place=at.measured_place, when="entry", by=senco, test="Reading test", kind="standardised",
        result="88", taken_on=moment.today() - timedelta(days=20),
    )  # fmt: skip
