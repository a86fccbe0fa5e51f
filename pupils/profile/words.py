"""What other rooms take from here: the lines of the header, and what the pupil said last."""

from django.utils.text import Truncator

from accounts.permissions import Permission
from pupils.access import may_about
from pupils.profile.models import PupilView
from pupils.profile.questions import as_lines, of_view

HEADER_LINES, HEADER_LENGTH = 2, 160  # characters of one line


def header_help(pupil) -> str:
    """ "How to help me" in two lines: the profile's first two, else what stands among the facts."""
    return first_lines(own_help(pupil)) or pupil.how_to_help


def own_help(pupil) -> str:
    """What the profile says under "How to help me"; asks once where `profile` is not joined."""
    profile = getattr(pupil, "profile", None)
    return profile.help if profile else ""


def first_lines(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return "\n".join(Truncator(line).chars(HEADER_LENGTH) for line in lines[:HEADER_LINES])


def latest_view(user, pupil) -> PupilView | None:
    """The newest that stands and that this person may read."""
    if not may_about(user, Permission.PROFILE_VIEW, pupil):
        return None
    rows = PupilView.objects.visible_to(user).filter(pupil=pupil).standing()
    return rows.newest_first().first()


def latest_words(user, pupil) -> list[tuple[str, str]]:
    """[(question, what the pupil said)] of the newest views this person may read; [] for none.

    For the forms of other rooms that ask what the pupil says. Two queries at most.
    """
    view = latest_view(user, pupil)
    return as_lines(of_view(view)) if view else []
