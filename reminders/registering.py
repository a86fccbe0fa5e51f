"""What the deadlines of the rooms below register: kinds, leavers' ends, and whom they follow."""

from pupils import sharing as shares
from pupils.arrangements import services as arranging
from pupils.complaints import hooks as complaint_hooks
from pupils.consents import hooks as consent_hooks
from pupils.leaving import add_room
from reminders import (
    arrangements,
    complaints,
    consents,
    leaving,
    owed,
    owners,
    resting,
    sharing,
    training,
)
from reminders.kinds import add_kind
from reminders.nightly.services import sign
from schools import duties
from schools.owed import services as owing
from schools.training import services as trained
from sendcase import vitals

KINDS = (
    consents.KIND, sharing.KIND, arrangements.KIND, *complaints.KINDS, *owed.KINDS, training.KIND,
    resting.KIND,
)  # fmt: skip
ROOMS = (leaving, consents, sharing, resting, arrangements, complaints)
FOLLOWED = (
    (consent_hooks.on_changed, consents.follow),
    (shares.followers, sharing.follow),
    (shares.followers, resting.follow),
    (arranging.followers, arrangements.follow),
    (owing.followers, owed.follow),
    (trained.followers, training.follow),
    (complaint_hooks.on_change, complaints.follow),
    (duties.followers, owners.hand_over),
)


def register() -> None:
    for kind in KINDS:
        add_kind(kind)
    for room in ROOMS:
        add_room(room.ROOM)
    for followers, follow in FOLLOWED:
        if follow not in followers:
            followers.append(follow)
    vitals.add_sign(sign)
