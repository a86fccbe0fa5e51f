"""When compulsory school age ends. Pure: who may answer for themselves follows from it."""

from datetime import date, timedelta

FRIDAY = 4


def school_leaving_date(born_on: date) -> date:
    """The last day of compulsory school age: the last Friday in June of the school year
    (1 September to 31 August) in which the person turns 16.

    Source: Education Act 1996, section 8; Education (School Leaving Date) Order 1997.
    """
    year = born_on.year + (17 if born_on.month >= 9 else 16)
    end_of_june = date(year, 6, 30)
    return end_of_june - timedelta(days=(end_of_june.weekday() - FRIDAY) % 7)


def over_if_born_by(on: date) -> date:
    """Who was born on this day or before is over compulsory school age on the day `on`: the same
    rule, for a filter.
    """
    has_passed = is_over_compulsory_school_age(date(on.year - 16, 8, 31), on)
    return date(on.year - (16 if has_passed else 17), 8, 31)


def is_over_compulsory_school_age(born_on: date, on: date) -> bool:
    """The age ends at the end of the leaving date, so that day itself still counts as under."""
    return on > school_leaving_date(born_on)
