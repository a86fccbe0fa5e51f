from celery import shared_task

from provision.family_meetings.deadlines import keep as keep_school
from schools.each import each_school


@shared_task
def keep() -> None:
    """A term begins by the calendar alone: hourly, any number of times."""
    each_school(keep_school)
