from celery import shared_task

from reports.board import deadlines


@shared_task
def board_reports() -> None:
    """A term has begun, and its report to the governors is due: hourly, any number of times."""
    deadlines.keep_all()
