"""What this app registers with the lower ones. Called once, from agencies.apps."""

from accounts.permissions import Permission as P
from agencies import (
    beside,
    beside_help,
    deadlines,
    following,
    guests,
    leaving,
    panel,
    purposes,
)
from agencies.services import deciding
from iep import in_class
from iep.reviews import beside as reviews
from letters.purposes import add_purpose
from provision import hooks as promises
from provision.ways import add_way
from pupils.consents import hooks
from pupils.leaving import add_room
from pupils.panels import add_panel
from reminders.kinds import add_kind
from schools import home
from schools.context import guest_places


def register() -> None:
    for kind in deadlines.KINDS:
        add_kind(kind)
    for purpose in (purposes.ASKED, purposes.ADVISED):
        add_purpose(purpose)
    add_panel(panel.PANEL)
    add_room(leaving.ROOM)
    add_way(60, "Agencies", "agencies/", P.AGENCY_VIEW)
    beside_help.register()
    for registry, entry in (
        (hooks.on_changed, following.on_changed), (hooks.on_ended, following.on_ended),
        (home.doors, guests.door), (guest_places, guests.places),
        (reviews.sources, beside.SOURCE), (in_class.beside_targets, beside.SOURCE),
        (promises.on_replace, deciding.follow),
    ):  # fmt: skip
        if entry not in registry:
            registry.append(entry)
