"""The days of a year counted a second time, for a test: nothing here asks the product.

Written from the domain paper (§1: weeks are seven days, days are days, holidays count) and from
what the policy of a staged response says. Terms are those the simulated school enters.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

TERMS = (
    ("Autumn 2026", date(2026, 9, 1), date(2026, 12, 18)),
    ("Spring 2027", date(2027, 1, 4), date(2027, 3, 25)),
    ("Summer 2027", date(2027, 4, 12), date(2027, 7, 21)),
    ("Autumn 2027", date(2027, 9, 1), date(2027, 12, 17)),
)
CLOSURES = (
    ("Training day", date(2026, 9, 1), date(2026, 9, 1)),
    ("Half-term", date(2026, 10, 26), date(2026, 10, 30)),
    ("Half-term", date(2027, 2, 15), date(2027, 2, 19)),
    ("May Day", date(2027, 5, 3), date(2027, 5, 3)),
    ("Half-term", date(2027, 5, 31), date(2027, 6, 4)),
    ("Half-term", date(2027, 10, 25), date(2027, 10, 29)),
)
# First and last school day of each half-term, read off the calendar on the wall.
HALVES = (
    (date(2026, 9, 2), date(2026, 10, 23)),
    (date(2026, 11, 2), date(2026, 12, 18)),
    (date(2027, 1, 4), date(2027, 2, 12)),
    (date(2027, 2, 22), date(2027, 3, 25)),
    (date(2027, 4, 12), date(2027, 5, 28)),
    (date(2027, 6, 7), date(2027, 7, 21)),
    (date(2027, 9, 1), date(2027, 10, 22)),
)
# The policy: days, where nothing else is said.
ANSWER_REFERRAL, TELL_FAMILY, ANSWER_LETTER, WRITE_PLAN, QUESTION = 10, 10, 10, 14, 7
CHECK_LETTER, ASKED_AGAIN, CAME_BACK, TALK, QUIET = 3, 7, 5, 5, 14
LETTERS_THAT_ASK_AGAIN, LEAD = 2, 7
ANSWER_PROPOSAL = 7
# School days: to ask an agency, to decide on its advice and to tell the family of it; for a second
# person to look at a ground of safety; to tick a session.
ASK_AGENCY = USE_ADVICE = TELL_ADVICE = 10
LOOK, TICK = 2, 5
AGENCY_ANSWERS = 6  # weeks, as the directory says
PROMISE_PERCENT, LOOKED_AT = 80, 14  # what counts as kept; days for which a look at it lasts
# The board has its report so many days before the term ends; its words are confirmed in so many.
BOARD_HAS_IT, CONFIRM_WORDS = 14, 5
GRANT_STRATEGY = date(2026, 12, 31)  # the inclusion strategy is on the website (domain §2)
SECOND_PERSON = 5  # working days for whoever decides or sends what leaves the school
HANDOVER_ANSWER, NEXT_PLAN = 5, 14
HANDOVER_BEFORE = 10  # days before the last term ends in which the class has its teacher still
FIRST_WEEKS = 4  # of the spring term: by then each leaver has a list
# What a family said is answered, and what a governor asked; the head has a return for so long.
ANSWER_FAMILY = ANSWER_VISIT = 14
APPROVE_CENSUS, RETURNS_TAKEN = 5, 28
# The first Thursday of October, the third of January and of May, read off the calendar.
CENSUS_DAYS = (date(2026, 10, 1), date(2027, 1, 21), date(2027, 5, 20))
# Born in spring 2011: the last Friday of June of the school year in which sixteen is turned.
LEAVES_SCHOOL_AGE, AFTER_THE_YEAR = date(2027, 6, 25), date(2027, 9, 24)
RENEW_BEFORE = 42  # days before an arrangement for exams runs out
# In England, as the government lists them: no working days.
BANK_HOLIDAYS = {
    date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1), date(2027, 3, 26), date(2027, 3, 29),
    date(2027, 5, 3), date(2027, 5, 31), date(2027, 8, 30),
}  # fmt: skip
# What the school itself owes: days to say what nobody has told yet, and to bring a change into the
# Information Report.
TO_SAY = TO_CHANGE = 28
# After so many school days late a thing comes to SENCO and head; sooner where the law sets the day.
LATE, LATE_BY_LAW = {"senco": 5, "head": 15}, {"senco": 1, "head": 5}
# Whose day the law itself sets (domain §1a, §1b); the others are worked out, custom or policy. Of
# what the school owes (OWED) some days are the law's and some are ours: the hand says which.
BY_LAW = {
    "ehc-plan-review", "ehc-review-invite", "ehc-review-papers", "ehc-review-report",
    "ehc-review-decision", "ehc-review-final", "ehc-review-transfer", "ehc-advice",
    "ehc-authority", "ehc-after-no", "ehc-appeal",
}  # fmt: skip
# The kinds that the diary keeps. Of others only the product's own recount is asked.
OWED = {
    "owed-information-report", "owed-parents-report", "owed-policy-review",
    "owed-senco-qualification",
}  # fmt: skip
KINDS = BY_LAW | OWED | {
    "accept-handover", "agency-advice", "agency-ask", "agency-decide", "agency-look",
    "agency-tell", "answer-complaint", "answer-family", "answer-handover", "answer-questions",
    "answer-referral", "arrangement-ending", "begin-public-document", "begin-transition",
    "board-report", "board-report-confirm", "census-approve", "census-check", "change-plan",
    "check-letter", "check-letters",
    "check-plans", "complete-referral", "consent-ending", "decide-concern",
    "decide-intervention", "decide-stage", "ehc-advice-awaited", "ehc-consultation",
    "ehc-disclosure-second", "ehc-disclosure-send", "ehc-plan-meeting", "letter-came-back",
    "letter-unanswered", "move-consent", "move-first-weeks", "move-meeting", "move-papers",
    "move-parents", "move-records", "move-talk", "move-visit", "next-plan", "parent-meeting",
    "parent-meeting-action", "progress-meeting", "publish-public-document", "quiet-complaint",
    "review-intervention", "review-plan", "review-register", "school-export-second",
    "share-ending", "share-own-answer", "talk-wanted", "tell-parents", "tell-raiser",
    "tell-review", "tick-sessions", "training-expiring", "visit-questions", "write-handover",
    "write-plan",
}  # fmt: skip


@cache
def is_open(day: date) -> bool:
    if day.weekday() > 4:
        return False
    in_term = any(first <= day <= last for _, first, last in TERMS)
    return in_term and not any(first <= day <= last for _, first, last in CLOSURES)


def next_open(day: date) -> date:
    while not is_open(day):
        day += timedelta(days=1)
    return day


def last_open(day: date) -> date:
    while not is_open(day):
        day -= timedelta(days=1)
    return day


def school_days_late(due: date, today: date) -> int:
    return sum(is_open(due + timedelta(days=n)) for n in range(1, (today - due).days + 1))


def school_days(day: date, number: int) -> date:
    """The day is day 0; each further one is a day on which the school is open."""
    for _ in range(number):
        day = next_open(day + timedelta(days=1))
    return day


def working_days(day: date, number: int) -> date:
    """The day is day 0; Monday to Friday, and no bank holiday."""
    for _ in range(number):
        day += timedelta(days=1)
        while day.weekday() > 4 or day in BANK_HOLIDAYS:
            day += timedelta(days=1)
    return day


def handover_written(takes_on: date) -> date:
    ends = [last for _, _, last in TERMS if last < takes_on]
    return last_open(max(ends) - timedelta(days=HANDOVER_BEFORE))


def handover_read(takes_on: date) -> date:
    """The last school day of the first school week of the next teacher."""
    first = next_open(takes_on)
    return last_open(first + timedelta(days=4 - first.weekday()))


def renew_by(last: date, said: date) -> date:
    """Six weeks before; where it was said later than that, that day; never after its last day."""
    return min(last, max(days(last, -RENEW_BEFORE), said))


def census_day(term) -> date | None:
    _, first, last = term
    return next((day for day in CENSUS_DAYS if first <= day <= last), None)


def move_by(today: date, turns: date | None) -> date:
    """The spring term’s last day, sooner where the child comes or goes (turns); after it the day
    itself, or the school year’s last.
    """
    spring, summer = TERMS[1][2], date(2027, 8, 31)
    by = spring if spring >= today else turns or summer
    return max(today, min(by, turns or by))


def each(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(days=1)


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def years(day: date, number: int) -> date:
    """At least once a year: the same day again. No day here is a 29 February."""
    return day.replace(year=day.year + number)


def days(day: date, number: int) -> date:
    return day + timedelta(days=number)


def weeks(day: date, number: int) -> date:
    return day + timedelta(days=7 * number)


def twelve_months(day: date) -> date:
    """In twelve months that start with this day (CFA s44): the day before the anniversary."""
    return day.replace(year=day.year + 1) - timedelta(days=1)


def appeal(letter: date, certificate: date | None = None) -> date:
    """The Tribunal has it: two months from the letter, or one from the certificate of mediation
    where that is later. A time that ends in August, or from Christmas to New Year, ends on the
    first weekday after.
    """
    found = months(letter, 2)
    if certificate:
        found = max(found, months(certificate, 1))
    if found.month == 8:
        found = _weekday(date(found.year, 9, 1))
    elif (found.month, found.day) in [(12, n) for n in range(25, 32)] + [(1, 1)]:
        found = _weekday(date(found.year + (found.month == 12), 1, 2))
    return found


def months(day: date, number: int) -> date:
    """The same day of a later month, or its last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    last = next(n for n in range(day.day, 0, -1) if _is_day(year, month + 1, n))
    return date(year, month + 1, last)


def _weekday(day: date) -> date:
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day


def _is_day(year, month, day) -> bool:
    try:
        return bool(date(year, month, day))
    except ValueError:
        return False


def half_of(day: date) -> tuple[date, date] | None:
    """The half-term that runs or began last."""
    begun = [half for half in HALVES if half[0] <= day]
    return begun[-1] if begun else None


def term_of(day: date):
    begun = [term for term in TERMS if term[1] <= day]
    return begun[-1] if begun else None


def plan_review(start: date) -> date:
    """Each half-term: a week before its end; where that is less than three weeks off, the next."""
    return next(
        last - timedelta(days=7)
        for _, last in HALVES
        if last - timedelta(days=7) >= start + timedelta(days=21)
    )


def help_days(first: date, last: date | None) -> list[date]:
    """On which extra help is looked at: its last day; without one each end of a term that is three
    weeks or more after its first.
    """
    if last:
        return [last]
    return [end for _, _, end in TERMS if (end - first).days >= 21]


def help_review(first: date, last: date | None, met: date | None) -> date | None:
    """The next of them after the one that was met."""
    return next((day for day in help_days(first, last) if met is None or day > met), None)


def help_met(first: date, last: date | None, today: date, met: date | None) -> date:
    """For which of them a look today is made: all that passed are met, or the next one early."""
    passed = [day for day in help_days(first, last) if day <= today]
    return max(filter(None, [*passed, help_review(first, last, met)]))


def weeks_long(number: int) -> timedelta:
    return timedelta(days=7 * number)


def amended_plan(held_on: date, notice_on: date | None) -> date:
    """Twelve weeks from the meeting at the latest, eight from the notice."""
    latest = weeks(held_on, 12)
    return min(latest, weeks(notice_on, 8)) if notice_on else latest
