"""What this room adds to the site. Called once, from reports.apps."""

from accounts.permissions import Permission as P
from reports import entries


def register() -> None:
    entries.add(entries.Entry(
        "The register on any day",
        "Who was on the register, at which stage and with which needs, as it was on a day you "
        "choose, or on two days beside each other. With the names behind each figure.",
        "past/", P.PAST_REPORT,
    ))  # fmt: skip
