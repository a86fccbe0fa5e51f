"""What this room gives to the others. Called by reports.rooms."""

from accounts.permissions import Permission as P
from reports import entries
from sendcase.frozen.triggers import ALL, guard

ENTRY = entries.Entry(
    "Nameless sample of plans",
    "A few plans drawn by a number, without names, and what governors asked about them.",
    "samples/",
    P.SAMPLE_READ,
)


def register() -> None:
    guard("reports.SampleRelease", ALL)
    entries.add(ENTRY)
