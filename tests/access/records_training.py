"""What a colleague learned, until a day."""

from datetime import timedelta

from schools.training import services
from sendcase import moment


def trained(at, helper, senco) -> None:
    [at.training] = services.record(
        school=at.school, people=[helper], names=[], whole_staff=False, by=senco,
        title="First aid", kind="statutory", area=None, provider="", minutes=360, note="",
        held_on=moment.today(), expires_on=moment.today() + timedelta(days=30),
    )  # fmt: skip
