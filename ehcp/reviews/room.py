"""What this room adds to the site. Called once, from ehcp.apps."""

from ehcp.reviews import deadlines
from ehcp.reviews.after import room as after
from ehcp.reviews.meeting import room as meeting
from ehcp.reviews.planning import room as planning
from reminders.kinds import add_kind


def register() -> None:
    for kind in deadlines.KINDS:
        add_kind(kind)
    for part in (planning, meeting, after):
        part.register()
