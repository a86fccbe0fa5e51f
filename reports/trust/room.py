"""What this room adds to the site. Called once, from reports.apps."""

from accounts.permissions import Permission as P
from reports import entries


def register() -> None:
    entries.add(entries.Entry(
        "The schools of the trust",
        "The published figures of all schools of the trust beside each other. No child is named.",
        "trust/", P.TRUST_REPORT,
    ))  # fmt: skip
