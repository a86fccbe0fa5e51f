"""How much of what is promised for this week was given already: a line of a child's "Now".

The week counts as in the ledger (counting.py), to its end: what a closed day takes away is not
promised, what is still to come is.
"""

from provision.ledger import attributing, counting, reading, wording
from provision.ledger.attributing import MarkFact, PlaceFact, SessionFact
from provision.ledger.counting import SchoolDays, Week, monday_of
from provision.now import Now
from sendcase import moment


def said(now: Now) -> str:
    """ "Given this week: 40 of 60 minutes"; "" where nothing is promised this week, nor given."""
    weeks = weeks_of(now)
    promised = sum(week.promised for week in weeks)
    # More of one help does not hide that there was less of another.
    kept = sum(min(week.given, week.promised) for week in weeks)
    return wording.this_week(kept, promised, sum(week.given for week in weeks) - kept)


def weeks_of(now: Now) -> list[Week]:
    """This week of each promise: only what is promised and what was given of it."""
    monday = monday_of(moment.today())
    days, outings = SchoolDays(now.calendar), _outings(now)
    found = []
    for promise in now.promises:
        amount = reading.amount_of(promise)
        week = Week(monday=monday, promised=counting.promised_in(monday, amount, days))
        for outing in outings.get(promise.pk, ()):
            week.count(outing)
        found.append(week)
    return found


def _outings(now: Now):
    places = [
        PlaceFact(row["pk"], row["intervention"], 0, row["promise"], row["from_on"],
                  row["until_on"]) for row in now.places
    ]  # fmt: skip
    sessions = {
        row["session"]: SessionFact(row["session"], row["session__intervention"],
                                    row["session__on"], row["minutes"])
        for row in now.ticks
    }  # fmt: skip
    marks = [
        MarkFact(row["pk"], row["session"], row["place"], row["outcome"], row["minutes"], "")
        for row in now.ticks
    ]  # fmt: skip
    return attributing.outings(places, sessions.values(), marks)
