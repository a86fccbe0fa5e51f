"""What this room gives to the others. Called by provision.rooms."""

from accounts.permissions import Permission as P
from letters import hooks as letter_hooks
from letters.purposes import add_purpose
from provision.family_meetings import deadlines, leaving, panel, policy, purposes
from provision.family_meetings import tasks as tasks  # the worker knows them from here
from provision.family_meetings.services.inviting import on_taken_off
from provision.ways import add_way
from pupils.leaving import add_room
from pupils.panels import add_panel, add_summary
from register import hooks as places
from reminders.kinds import add_kind
from schools import rhythm
from schools.policy import hooks as policies
from sendcase.frozen.triggers import ALL, guard


def register() -> None:
    guard("provision.MeetingNote", ALL)
    for kind in deadlines.KINDS:
        add_kind(kind)
    add_purpose(purposes.INVITATION)
    add_room(leaving.ROOM)
    add_panel(panel.PANEL)
    add_summary(panel.SUMMARY)
    policies.add_room(policy)
    add_way(50, "Parent meetings", "parent-meetings/", P.PARENT_MEETING_ALL)
    for listeners, heard in (
        (rhythm.followers, deadlines.keep),
        (places.on_change, deadlines.keep_pupil),
        (letter_hooks.on_taken_off, on_taken_off),
    ):
        if heard not in listeners:
            listeners.append(heard)
