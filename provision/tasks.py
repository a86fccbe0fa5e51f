from celery import shared_task

from provision.sessions.nightly import follow_due


@shared_task
def sessions() -> None:
    """A day went by: two weeks ahead there is one more, and five school days may be over. Hourly,
    any number of times.
    """
    follow_due()
