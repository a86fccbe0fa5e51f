"""What this room adds to the site. Called once, from reports.apps."""

from accounts.permissions import Permission as P
from reminders.kinds import add_kind
from reports.entries import Entry, add
from reports.export import building, deadlines  # noqa: F401 building registers its kind of job

ENTRY = Entry(
    "All records of the school",
    "One file with everything that is kept here, to move to another place or to keep. Two people "
    "decide.",
    "export/", P.SCHOOL_EXPORT, P.SCHOOL_EXPORT_SECOND,
)  # fmt: skip


def register() -> None:
    add_kind(deadlines.KIND)
    add(ENTRY)
