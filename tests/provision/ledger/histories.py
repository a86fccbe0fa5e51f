"""Random histories of one child, and what they add up to, counted another way: day by day, from
sets of days, with nothing of provision.ledger but its plain facts.
"""

import random
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from types import SimpleNamespace

from provision.ledger.attributing import MarkFact, PlaceFact, SessionFact
from provision.ledger.counting import Amount
from schools.calendar import Calendar, Span

DAY = timedelta(days=1)
REASONS = ("child_away", "staff_away", "no_room", "closed", "other")
YEAR = (
    (date(2026, 9, 2), date(2026, 12, 18)),
    (date(2027, 1, 5), date(2027, 3, 25)),
    (date(2027, 4, 12), date(2027, 7, 21)),
)


def history(seed: int) -> SimpleNamespace:
    """A calendar, promises of which each may replace the one before, places, sessions, ticks."""
    chance = random.Random(seed)
    calendar = _calendar(chance)
    today = date(2026, 9, 7) + DAY * chance.randrange(0, 290)
    made = SimpleNamespace(calendar=calendar, today=today, amounts={}, places=[], sessions=[],
                           marks=[])  # fmt: skip
    _promises(made, chance)
    for intervention in range(1, chance.randint(1, 3)):
        _places(made, chance, intervention)
        _sessions(made, chance, intervention)
    _ticks(made, chance)
    return made


def _calendar(chance) -> Calendar:
    known = YEAR[: chance.choice([0, 3, 3, 3, 2])]
    spans = [_jogged(chance, *term) for term in known]
    shut = [date(2026, 9, 7) + DAY * chance.randrange(300) for _ in range(chance.randint(0, 8))]
    closures = [Span("shut", day, day + DAY * chance.choice([0, 0, 1, 4, 6])) for day in shut]
    return Calendar(tuple(Span(str(n), *days) for n, days in enumerate(spans)), tuple(closures))


def _jogged(chance, first, last):
    return first + DAY * chance.randint(0, 4), last - DAY * chance.randint(0, 4)


def _promises(made, chance) -> None:
    day = date(2026, 8, 25) + DAY * chance.randrange(200)
    for number in range(1, chance.randint(1, 3) + 1):
        length = chance.randrange(1, 120)
        until = None if chance.random() < 0.2 else day + DAY * length
        per = chance.choice(["week", "week", "week", "day", "term", "year"])
        made.amounts[number] = Amount(chance.randint(1, 90), chance.randint(1, 9), per, day, until)
        day += DAY * (length + 1)


def _places(made, chance, intervention) -> None:
    for promise, amount in made.amounts.items():
        if chance.random() < 0.8:
            first = amount.from_on + DAY * chance.choice([0, 0, 0, 5, -3])
            last = amount.until_on and amount.until_on + DAY * chance.choice([0, 0, -4, 6])
            last = max(last, first) if last else None
            made.places.append(
                PlaceFact(len(made.places) + 1, intervention, 1, promise, first, last)
            )


def _sessions(made, chance, intervention) -> None:
    weekdays = chance.sample(range(5), chance.randint(1, 4))
    for n in range(chance.randrange(330)):
        day = date(2026, 8, 25) + DAY * n
        if day.weekday() in weekdays and chance.random() < 0.9:
            number = len(made.sessions) + 1
            made.sessions.append(SessionFact(number, intervention, day, chance.randint(5, 60)))


def _ticks(made, chance) -> None:
    for session in made.sessions:
        here = [each for each in made.places if each.intervention == session.intervention]
        for place in chance.sample(here, min(len(here), chance.choice([0, 1, 1, 1, 2]))):
            outcome = chance.choice(["delivered", "delivered", "short", "missed", ""])
            minutes = {
                "delivered": session.minutes + chance.choice([0, 0, 10, -2]),
                "short": chance.randint(1, session.minutes),
            }.get(outcome, 0)
            reason = chance.choice(REASONS) if outcome in ("short", "missed") else ""
            made.marks.append(
                MarkFact(len(made.marks) + 1, session.pk, place.pk, outcome, minutes, reason)
            )


# --- the same once more, the slow and plain way ---


def recounted(made, number) -> dict[date, dict]:
    """Monday → what the ledger must say of that week of promise `number`."""
    amount, weeks = made.amounts[number], {}
    day, shares = amount.from_on, Fraction(0)
    school = school_days(made.calendar)
    while day <= made.today and (amount.until_on is None or day <= amount.until_on):
        if day in school:
            before = half_up(shares)
            shares += share(amount, day, made.calendar, school)
            _week(weeks, day)["promised"] += half_up(shares) - before
        day += DAY
    for session in made.sessions:
        if session.on <= made.today:
            _one_session(made, number, session, weeks)
    for week in weeks.values():
        accounted = week["given"] + week["not_ticked"]
        accounted += sum(week["missed"].values()) + sum(week["short"].values())
        week["not_planned"] = max(0, week["promised"] - accounted)
        week["beyond"] = max(0, accounted - week["promised"])
    return weeks


def _one_session(made, number, session, weeks) -> None:
    place = None
    for each in made.places:  # the one that began last wins
        if each.intervention == session.intervention and each.from_on <= session.on:
            is_over = each.until_on is not None and each.until_on < session.on
            if not is_over and (place is None or each.from_on >= place.from_on):
                place = each
    ticks = [mark for mark in made.marks if mark.session == session.pk and mark.outcome]
    tick = ticks[-1] if ticks else None
    for mark in ticks:
        if place and mark.place == place.pk:
            tick = mark
    if place is None and tick:
        place = made.places[tick.place - 1]
    if place is None or place.promise != number:
        return
    if tick is None:
        amount = made.amounts[number]
        if session.on >= amount.from_on and session.on <= (amount.until_on or session.on):
            _week(weeks, session.on)["not_ticked"] += session.minutes
        return
    week = _week(weeks, session.on)
    week["given"] += tick.minutes
    if tick.minutes < session.minutes:
        kind = "missed" if tick.outcome == "missed" else "short"
        week[kind][tick.reason] += session.minutes - tick.minutes


def _week(weeks, day) -> dict:
    monday = date.fromisocalendar(day.isocalendar()[0], day.isocalendar()[1], 1)
    return weeks.setdefault(monday, {
        "promised": 0, "given": 0, "missed": Counter(), "short": Counter(), "not_ticked": 0,
    })  # fmt: skip


def school_days(calendar) -> set[date]:
    """Of two school years, written out; after the last term known, as if every weekday."""
    whole = {date(2026, 8, 1) + DAY * n for n in range(400)}
    whole = {day for day in whole if day.isoweekday() < 6}
    shut = {day for each in calendar.closures for day in whole
            if each.starts_on <= day <= each.ends_on}  # fmt: skip
    summer = {day for day in whole
              if (day.month, day.day) >= (7, 25) and day.month < 9}  # fmt: skip
    if not calendar.terms:
        return whole - shut - summer
    told = {
        day for each in calendar.terms for day in whole if each.starts_on <= day <= each.ends_on
    }
    last = max(each.ends_on for each in calendar.terms)
    later = {day for day in whole if (day - last).days > 16} - summer
    return (told | later) - shut


def share(amount, day, calendar, school) -> Fraction:
    whole = amount.minutes * amount.times
    if amount.per == "day":
        return Fraction(whole)
    if amount.per == "week":
        return Fraction(whole, 5)
    told = list(calendar.terms)
    if amount.per == "year":
        complete = len(told) == 3 and date(2026, 9, 1) <= day < date(2027, 9, 1)
        return Fraction(whole, sum(_in(each, school) for each in told) if complete else 190)
    for each in told:
        if each.starts_on <= day <= each.ends_on:
            return Fraction(whole, _in(each, school))
    return Fraction(3 * whole, 190)


def _in(term, school) -> int:
    return sum(term.starts_on <= day <= term.ends_on for day in school)


def half_up(exact: Fraction) -> int:
    return int(exact + Fraction(1, 2))
