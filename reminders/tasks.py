from celery import shared_task

from reminders import keeping
from reminders.digests import send_due
from reminders.nightly.services import recount_due
from reminders.owners import hand_over
from schools.each import each_school


@shared_task
def digests() -> None:
    """Write today's digests where the school's hour has come. May run any number of times."""
    send_due()


@shared_task
def owners() -> None:
    """What time alone changes: a change of duties set ahead, an end that has come. Hourly, any
    number of times.
    """
    each_school(hand_over)
    keeping.keep_all()


@shared_task
def recounts() -> None:
    """Compare the table with the records, once a night for each school. Any number of times."""
    recount_due()
