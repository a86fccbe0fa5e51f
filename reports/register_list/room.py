"""What this room adds to the site. Called once, from reports.apps."""

from accounts.permissions import Permission
from reports.entries import Entry, add


def register() -> None:
    add(Entry(
        "Register list", "Who is on the register, as on any day: for the authority and for "
        "inspectors, on paper or as a file.", "register-list/", Permission.CASE_TRAIL,
    ))  # fmt: skip
