"""By which day the register is to be reviewed. Dates only.

Once in each term, by its last day (S2's policy, and the Code's termly cycle). The policy's weeks
between reviews say otherwise: fewer than a term bring the day forward, more let a term pass.
"""

from datetime import date, timedelta

A_TERM = 13  # weeks: what a new policy says, and "about a term" on its page


def due_on(starts_on: date, ends_on: date, last: date | None, weeks: int) -> date | None:
    """Last day for the review of this term; None where none is asked for in it.

    last: the day the last review was finished, None if there was none; weeks: the policy's.
    """
    if weeks > A_TERM and last and last + timedelta(weeks=weeks) > ends_on:
        return None
    if weeks >= A_TERM:
        return ends_on
    begins = max(starts_on, last or starts_on)
    return min(ends_on, begins + timedelta(weeks=weeks))
