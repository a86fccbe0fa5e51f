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


def is_over_compulsory_school_age(born_on: date, on: date) -> bool:
    """The age ends at the end of the leaving date, so that day itself still counts as under."""
    return on > school_leaving_date(born_on)
