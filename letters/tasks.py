from celery import shared_task

from letters.chasers.nightly import run
from schools.each import each_school


@shared_task
def chasers() -> None:
    """Prepare the letters that ask again where an answer's day is over: any number of times."""
    each_school(run)
