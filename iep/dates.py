"""Dates that cannot both be true, said so that the person sees which two disagree."""

from sendcase import moment


def words(day) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}"


def disagreement(*, starts_on, review_on, born_on) -> tuple[str, str] | None:
    """(field, sentence) of the first impossible pair, None where the dates fit."""
    if starts_on < born_on:
        return (
            "starts_on",
            f"The plan starts on {words(starts_on)}, but the date of birth is "
            f"{words(born_on)}. Change one of them.",
        )
    if review_on <= starts_on:
        return (
            "review_on",
            f"The review is on {words(review_on)}, but the plan starts on {words(starts_on)}. "
            "The review must come after the start.",
        )
    return None


def review_disagreement(*, reviewed_on, starts_on) -> str | None:
    """Why the day of a review cannot be right, None where it can."""
    if reviewed_on < starts_on:
        return (
            f"The review was on {words(reviewed_on)}, but the plan starts on "
            f"{words(starts_on)}. Change the day of the review."
        )
    today = moment.today()
    if reviewed_on > today:
        return (
            f"The review is on {words(reviewed_on)}, but today is {words(today)}. "
            "Write it up once it has happened."
        )
    return None
