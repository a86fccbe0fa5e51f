"""What a list of earlier SEN may hold: whose, which code, from when until when, which needs."""

from django.core.exceptions import ValidationError

from pupils.roll.columns import NUMBERS, Fields, column, day, line
from pupils.roll.contact_columns import WHOSE
from register.models import NeedType
from schools.models import Census
from sendcase.text import clean_prose

# Retired codes are taken from old records only: S became E (census rule 2115), A and P became K.
RETIRED = {"S": Census.E, "A": Census.K, "P": Census.K}
LABELS = {label.casefold(): code for code, label in NeedType.choices}


def provision(value: str) -> str:
    """The first letter a record puts before its words counts: "K - SEN support" is K."""
    code = value.split(" ")[0].strip("-–:").upper()
    if code in RETIRED:
        return str(RETIRED[code])
    if code not in Census.values:
        raise ValidationError("Write N, K or E; the older S, A and P are read too.")
    return code


def need(value: str) -> str:
    """A code, or the Department's label for it."""
    code = value.split(" ")[0].strip("-–:").upper()
    found = code if code in NeedType.values else LABELS.get(value.casefold())
    if found is None:
        raise ValidationError(f"Write one of the codes {', '.join(NeedType.values)}.")
    return found


def note(value: str) -> str:
    value = clean_prose(value)
    if len(value) > 2000:
        raise ValidationError("This is longer than 2,000 characters.")
    return value


SPELL = (
    column("code", "SEN provision", provision, "SEN status", "SEN provision code", "Provision",
           "SEN code", "SEN stage code", "SEN"),
    column("from_on", "Start date", day, "SEN start date", "Start", "From", "Date started"),
    column("until_on", "End date", day, "SEN end date", "End", "Until", "To", "Date ended"),
    column("primary", "Main type of need", need, "Primary need", "Primary SEN type", "SEN type 1",
           "SEN type", "Need type", "Primary SEN need", "Need"),
    column("secondary", "Second type of need", need, "Secondary need", "Secondary SEN type",
           "SEN type 2", "Secondary SEN need"),
    column("stage", "Stage", line(80), "Stage name", "Tier", "Wave"),
    column("told_on", "Family told on", day, "Parents told", "Parents informed", "Family told"),
    column("note", "Note", note, "Notes", "Comment", "Comments"),
)  # fmt: skip
HISTORY = Fields(
    WHOSE + SPELL,
    needed=(
        ("UPN or Admission number", NUMBERS),
        ("SEN provision", ("code",)),
        ("Start date", ("from_on",)),
    ),
)
