"""What this room adds to the site. Called once, from reports.apps."""

from accounts.permissions import Permission
from reports.entries import Entry, add
from reports.trail import building  # noqa: F401 - declares the kind of job


def register() -> None:
    add(Entry(
        "Case trails", "All that is dated of a few children, in order, in one PDF: for an "
        "inspector who follows them through school.", "case-trail/", Permission.CASE_TRAIL,
    ))  # fmt: skip
