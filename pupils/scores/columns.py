"""What a list of scores may hold: whose, which test, what came of it, when."""

from pupils.roll.columns import NUMBERS, Fields, column, day, line
from pupils.roll.contact_columns import WHOSE
from pupils.scores.kinds import kind_of

WHAT = (
    column("test", "Test", line(80), "Test name", "Assessment", "Assessment name", "Subject"),
    column("kind", "Kind of result", kind_of, "Kind", "Score type", "Type", "Result type"),
    column("result", "Result", line(60), "Score", "Value", "Mark", "Outcome"),
    column("taken_on", "Date of the test", day, "Date", "Test date", "Date taken", "Taken on",
           "Assessment date"),
    column("source", "Where it is from", line(120), "Source", "Form", "Notes"),
)  # fmt: skip
SCORES = Fields(
    WHOSE + WHAT,
    needed=(
        ("UPN or Admission number", NUMBERS),
        ("Test", ("test",)),
        ("Kind of result", ("kind",)),
        ("Result", ("result",)),
        ("Date of the test", ("taken_on",)),
    ),
)
