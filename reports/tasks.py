"""The tasks of every room, where the worker looks for them."""

from celery import shared_task

from reports.board import deadlines as board
from reports.census import deadlines as census
from reports.export.tasks import tidy
from reports.public import deadlines as public

__all__ = ["board_reports", "other_reports", "tidy"]


@shared_task
def board_reports() -> None:
    """A term has begun, and its report to the governors is due: hourly, any number of times."""
    board.keep_all()


@shared_task
def other_reports() -> None:
    """So are its census, and what a school has to publish and has not begun."""
    census.keep_all()
    public.keep_all()
