from celery import shared_task

from iep.reviews import checks


@shared_task
def plan_checks() -> None:
    """A half-term or term has begun, and its check of the plans is due: hourly, any number."""
    checks.keep_all()
