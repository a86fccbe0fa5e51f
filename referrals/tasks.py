from celery import shared_task

from referrals.meetings.deadlines import keep
from schools.models import School


@shared_task
def meetings() -> None:
    """A half-term begins by the calendar alone: hourly, any number of times."""
    for school_id in School.objects.order_by("pk").values_list("pk", flat=True):
        keep(school_id)
