"""Dates of the law as a school reads them: beside its own days and its holidays."""

from ehcp import clashes, policy, wording
from ehcp.clock import Due
from ehcp.counting import say

WEEKEND = "a weekend"


def row_of(due: Due, calendar, own_policy) -> dict:
    """One date with its working. calendar: of the school; own_policy: its Policy."""
    own = policy.own_day(due, own_policy)
    return {
        "title": wording.title(due.rule),
        "who": wording.who(due.rule),
        "on": say(due.on),
        "bound": "not before the end of" if due.is_earliest else "by",
        "own": say(own) if own else "",
        "clash": clash_words(due, own, calendar),
        "counted": due.counted,
        "source": due.source,
        "force": due.force.value,
    }


def clash_words(due: Due, own, calendar) -> str:
    """A sentence where the school must act earlier, since it is closed on the last day."""
    if wording.who(due.rule) != wording.SCHOOL:
        return ""
    clash = clashes.of(own or due.on, calendar)
    if clash is None:
        return ""
    if clash.do_by is None:
        return f"The school is closed that day ({clash.why})."
    return f"The school is closed that day ({clash.why}): do it by {say(clash.do_by)}."
