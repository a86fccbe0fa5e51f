"""What this room adds to the site. Called once, from ehcp.apps."""

from accounts.permissions import Permission as P
from ehcp.parts import Part, add_part
from ehcp.plans.services import recording
from ehcp.requests import deadlines, feedback, leaving, linking, showing
from ehcp.tabs import add_tab
from iep import elsewhere
from pupils.leaving import add_room
from reminders.kinds import add_kind


def register() -> None:
    add_part(Part("requests", 50, P.EHC_VIEW, "ehcp/requests/partials/_part.html", showing.part))
    add_tab("ehc/requests", "Assessments", P.EHC_VIEW)
    for kind in deadlines.KINDS:
        add_kind(kind)
    add_room(leaving.ROOM)
    if linking.link not in recording.after_recording:
        recording.after_recording.append(linking.link)
    if feedback.SOURCE not in elsewhere.sources:
        elsewhere.sources.append(feedback.SOURCE)
