from celery import shared_task

from iep import deadlines
from iep.moves import beginning
from iep.reviews import checks
from schools.each import each_school


@shared_task
def plan_checks() -> None:
    """A half-term or term has begun, and its check of the plans is due; a reviewed plan of an
    earlier version waits for the next. Hourly, any number of times.
    """
    checks.keep_all()
    deadlines.keep_next()


@shared_task
def transitions() -> None:
    """The spring term has begun, or somebody came or left: hourly, any number of times."""
    each_school(beginning.keep)
