from celery import shared_task

from provision.sessions.making import follow_school
from schools.each import each_school


@shared_task
def sessions() -> None:
    """A day went by: two weeks ahead there is one more, and five school days may be over. Hourly,
    any number of times.
    """
    each_school(follow_school)
