"""When a thing the school owes is due again, and by which rule. Pure: asks the database nothing."""

from dataclasses import dataclass
from datetime import date, timedelta

from schools.owed.models import Obligation
from sendcase import months

Kind = Obligation.Kind
YEAR, THREE_YEARS = 12, 36  # months
# No law sets either: days to say what nobody has told us; days to bring a change into the report.
TO_SAY, TO_CHANGE = timedelta(days=28), timedelta(days=28)
LAW = {
    Kind.INFORMATION_REPORT: "Brought up to date at least once a year and when something in it "
    "changes (Children and Families Act 2014, section 69; SEND Regulations 2014, reg. 51 and 52, "
    "Schedule 1)",
    Kind.PARENTS_REPORT: "Families hear of their child’s progress at least once a year "
    "(SEND Code of Practice 6.64)",
    Kind.QUALIFICATION: "The SENCO holds the NPQ for SENCOs within three years of appointment; who "
    "holds the NASENCO award needs no other (SEND Regulations 2014, reg. 49)",
}
UNKNOWN = {
    Kind.INFORMATION_REPORT: "Say when it was last brought up to date: the year counts from then",
    Kind.PARENTS_REPORT: "Say when families had it last: the year counts from then",
    Kind.QUALIFICATION: "Say when the SENCO was appointed, or that the qualification is held",
    Kind.POLICY: "Say when it was last reviewed",
}


@dataclass(frozen=True)
class Due:
    """on: last day; rule: why that day, in words; is_legal: the law's own day; is_known: no day is
    asked for, because nobody has said what the rule counts from, where this is False.
    """

    on: date
    rule: str
    is_legal: bool
    is_known: bool = True


def due(row, last_done: date | None) -> Due | None:
    """row: an open Obligation. None where nothing is owed any more."""
    if row.ended_on is not None:
        return None
    again = regular(row, last_done)
    if again and is_changed(row, last_done):
        changed = row.changed_on + TO_CHANGE
        if changed < again.on:
            return Due(changed, "Something in it changed: as soon as practicable, by our count "
                       f"within {TO_CHANGE.days} days (SEND Regulations 2014, reg. 51)",
                       is_legal=False)  # fmt: skip
    return again


def is_changed(row, last_done: date | None) -> bool:
    """Something changed that was not in it when it was done last."""
    return row.changed_on is not None and (last_done is None or row.changed_on > last_done)


def regular(row, last_done: date | None) -> Due | None:
    """The day that comes round by itself."""
    if row.kind == Kind.QUALIFICATION:
        if last_done is not None:
            return None
        since, count = row.appointed_on, THREE_YEARS
    else:
        since, count = last_done, row.months or YEAR
    if since is None:
        asked = ". ".join(filter(None, [UNKNOWN[row.kind], LAW.get(row.kind)]))
        return Due(row.begun_on + TO_SAY, asked, is_legal=False, is_known=False)
    return Due(months.later(since, count), rule(row), is_legal=row.kind in LAW)


def rule(row) -> str:
    if row.kind in LAW:
        return LAW[row.kind]
    return f"Your school: this policy is reviewed every {interval(row.months)}"


def interval(count: int) -> str:
    if count % YEAR == 0:
        years = count // YEAR
        return "year" if years == 1 else f"{years} years"
    return "month" if count == 1 else f"{count} months"
