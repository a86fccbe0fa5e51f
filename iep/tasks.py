from celery import shared_task

from iep import deadlines
from iep.reviews import checks


@shared_task
def plan_checks() -> None:
    """A half-term or term has begun, and its check of the plans is due; a reviewed plan of an
    earlier version waits for the next. Hourly, any number of times.
    """
    checks.keep_all()
    deadlines.keep_next()
