"""What this room adds to the site. Called once, from reports.apps."""

from accounts.permissions import Permission
from reports.entries import Entry, add


def register() -> None:
    add(Entry(
        "School census", "The SEN part of the census on a day: what the Department’s checks would "
        "say, the head’s approval, the file.", "census/", Permission.CENSUS_VIEW,
    ))  # fmt: skip
