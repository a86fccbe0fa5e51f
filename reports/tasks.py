"""The tasks of every room, where the worker looks for them."""

from celery import shared_task

from reports.board import deadlines
from reports.export.tasks import tidy

__all__ = ["board_reports", "tidy"]


@shared_task
def board_reports() -> None:
    """A term has begun, and its report to the governors is due: hourly, any number of times."""
    deadlines.keep_all()
