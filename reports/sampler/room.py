"""What this room gives to the others. Called by reports.rooms."""

from accounts.permissions import Permission as P
from reminders.kinds import add_kind
from reports import entries
from reports.sampler import deadlines
from sendcase.frozen.triggers import ALL, guard

ENTRY = entries.Entry(
    "Nameless sample of plans",
    "A few plans drawn by a number, without names, and what governors asked about them.",
    "samples/",
    P.SAMPLE_READ,
)


def register() -> None:
    guard("reports.SampleRelease", ALL)
    add_kind(deadlines.KIND)
    entries.add(ENTRY)
