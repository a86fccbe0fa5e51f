"""What this room adds to the site. Called once, from reports.apps."""

from accounts.permissions import Permission as P
from reports import entries


def register() -> None:
    entries.add(entries.Entry(
        "The head’s page",
        "On one page: what is late and with whom, the weeks ahead, who gives the help, the money, "
        "and what may go wrong.",
        "head/", P.HEAD_REPORT,
    ))  # fmt: skip
