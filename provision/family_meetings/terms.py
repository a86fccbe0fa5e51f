"""Which part of the year a meeting counts for: each term, or each half-term. Dates only."""

from datetime import date, timedelta

from schools.calendar import Calendar, Span, calendar_of
from schools.policies import ParentMeetings, Policy

# Whose support began later than this before the end of a term is met from the next one on: ours.
NEWCOMERS = timedelta(days=28)


def spans(a_year: int, calendar: Calendar) -> list[Span]:
    """Every part of the years a school has entered, each from its first school day to its last.

    a_year: Policy.parent_meetings_a_year; nothing where no meetings are kept.
    """
    if a_year == ParentMeetings.NONE:
        return []
    if a_year == ParentMeetings.HALF_TERM:
        return calendar.half_terms()
    days = [
        (term.name, calendar.open_days(term.starts_on, term.ends_on)) for term in calendar.terms
    ]
    return [Span(name, found[0], found[-1]) for name, found in days if found]


def running(found: list[Span], today: date) -> Span | None:
    """The one that runs or began last: a meeting in the holidays counts for the term before."""
    begun = [span for span in found if span.starts_on <= today]
    return max(begun, key=lambda span: span.starts_on, default=None)


def span_of(found: list[Span], day: date) -> Span | None:
    """The one a meeting on that day counts for."""
    return running(found, day)


def of_year(found: list[Span], today: date) -> list[Span]:
    """Those of the school year of this day, which turns on 1 September."""
    first = date(today.year if today.month >= 9 else today.year - 1, 9, 1)
    last = date(first.year + 1, 8, 31)
    return [span for span in found if first <= span.starts_on <= last]


def cutoff(span: Span) -> date:
    """Whose support runs on this day is met in that part of the year."""
    return max(span.starts_on, span.ends_on - NEWCOMERS)


def of_school(school_id: int) -> list[Span]:
    """Three queries."""
    policy = Policy.objects.select_related("school").get(school=school_id)
    return spans(policy.parent_meetings_a_year, calendar_of(policy.school))


def proposed_next(found: list[Span], calendar: Calendar, held_on: date) -> date | None:
    """As far into the next term as this one was into its own; None where none is entered."""
    now = running(found, held_on)
    later = [span for span in found if now and span.starts_on > now.ends_on]
    if not later:
        return None
    then = min(later, key=lambda span: span.starts_on)
    day = min(then.starts_on + (held_on - now.starts_on), then.ends_on)
    return calendar.next_open(day)
