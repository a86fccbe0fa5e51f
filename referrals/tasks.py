from celery import shared_task

from referrals.meetings.deadlines import keep
from referrals.questions.obligations import follow
from schools.each import each_school


@shared_task
def meetings() -> None:
    """A half-term begins by the calendar alone: hourly, any number of times."""
    each_school(keep)


@shared_task
def asked() -> None:
    """Who left by a date set ahead is asked no longer: hourly, any number of times."""
    each_school(follow)
