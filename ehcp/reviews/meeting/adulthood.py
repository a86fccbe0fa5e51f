"""Preparing for adulthood, which every review covers from Year 9. SEND Regulations, reg. 20(6)."""

from datetime import date

FIRST_YEAR = 9
AGE_BEFORE = 13  # on 31 August before Year 9
# field → title, what to talk about
PARTS = {
    "adulthood_work": ("Learning and work", "College, training, a job, a work placement"),
    "adulthood_living": ("Living as independently as possible", "Cooking, money, travel, a home"),
    "adulthood_community": ("Friends and the community", "Friends, clubs, having a say, safety"),
    "adulthood_health": ("Being as healthy as possible", "The doctor, moving to adult services"),
}
SHORT = {"adulthood_work": "work", "adulthood_living": "living",
         "adulthood_community": "community", "adulthood_health": "health"}  # fmt: skip


def is_due(year: str, born_on: date, on: date) -> bool:
    """Whether a review on that day must cover it. year: a code of YearGroup; who follows no
    national curriculum year, or sits in a mixed class, is counted by age.
    """
    if year.isdigit():
        return int(year) >= FIRST_YEAR
    if year in ("X", "M"):
        return age_before(born_on, on) >= AGE_BEFORE
    return False


def age_before(born_on: date, on: date) -> int:
    """Full years on 31 August before the school year of `on`."""
    august = on.year if on.month >= 9 else on.year - 1
    return august - born_on.year - ((born_on.month, born_on.day) > (8, 31))
