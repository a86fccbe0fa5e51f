"""What this room gives to the others. Called by letters.apps."""

from letters import hooks
from letters.voice import deadlines, panel, services
from letters.voice.models import FamilyWord
from letters.voice.triggers import WORD
from pupils.leaving import Room, add_room
from pupils.panels import add_panel, add_summary
from reminders.kinds import add_kind
from sendcase.frozen.triggers import guard


def leave(pupil, by, was) -> None:
    """The words stay; reminders.leaving ends what is due."""


def waiting():
    return []


def come_back(pupil, by) -> None:
    """Who had no answer has none still."""
    for word in FamilyWord.objects.awaited().filter(pupil=pupil):
        deadlines.keep(word)


def register() -> None:
    guard("letters.FamilyWord", WORD)
    add_kind(deadlines.KIND)
    add_panel(panel.PANEL)
    add_summary(panel.SUMMARY)
    add_room(Room("voice", 35, leave, waiting, come_back))
    for listeners, heard in (
        (hooks.on_reply, services.of_reply),
        (hooks.on_taken_off, services.of_taken_off),
    ):
        if heard not in listeners:
            listeners.append(heard)
