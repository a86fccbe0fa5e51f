from celery import shared_task

from reminders import keeping
from reminders.digests import send_due
from reminders.nightly.services import recount_due
from reminders.owners import hand_over
from schools.models import School


@shared_task
def digests() -> None:
    """Write today's digests where the school's hour has come. May run any number of times."""
    send_due()


@shared_task
def owners() -> None:
    """What time alone changes: a change of duties set ahead, an end that has come. Hourly, any
    number of times.
    """
    for school_id in School.objects.order_by("pk").values_list("pk", flat=True):
        hand_over(school_id)
    keeping.keep_all()


@shared_task
def recounts() -> None:
    """Compare the table with the records, once a night for each school. Any number of times."""
    recount_due()
