from celery import shared_task

from register.review import deadlines


@shared_task
def reviews() -> None:
    """A term has begun, and its review of the register is due: hourly, any number of times."""
    deadlines.keep_all()
