"""A consent that holds, around the pupil of the other records."""

from pupils.consents import services
from sendcase import moment


def agreed(pupil, senco):
    return services.record(
        pupil=pupil, kind="sharing", scope="The clinic reads the plan", answer="yes",
        given_by="Leila Brightwater", given_on=moment.today(), evidence="Signed slip", by=senco,
    )  # fmt: skip
