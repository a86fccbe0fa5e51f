from celery import shared_task

from reminders.digests import send_due


@shared_task
def digests() -> None:
    """Write today's digests where the school's hour has come. May run any number of times."""
    send_due()
