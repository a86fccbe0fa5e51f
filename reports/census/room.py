"""What this room adds to the site. Called once, from reports.apps."""

from accounts.permissions import Permission
from reminders.kinds import add_kind
from reports.census import deadlines
from reports.entries import Entry, add
from schools import rhythm


def register() -> None:
    for kind in deadlines.KINDS:
        add_kind(kind)
    if deadlines.keep not in rhythm.followers:
        rhythm.followers.append(deadlines.keep)
    add(Entry(
        "School census", "The SEN part of the census on a day: what the Department’s checks would "
        "say, the head’s approval, the file.", "census/", Permission.CENSUS_VIEW,
    ))  # fmt: skip
