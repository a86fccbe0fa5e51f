"""What this app registers with the lower ones. Called once, from agencies.apps."""

from agencies import beside, deadlines, following, guests, leaving, panel, purposes
from iep import in_class
from iep.reviews import beside as reviews
from letters.purposes import add_purpose
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
    for registry, entry in (
        (hooks.on_changed, following.on_changed), (hooks.on_ended, following.on_ended),
        (home.doors, guests.door), (guest_places, guests.places),
        (reviews.sources, beside.advised), (in_class.beside_targets, beside.advised),
    ):  # fmt: skip
        if entry not in registry:
            registry.append(entry)
