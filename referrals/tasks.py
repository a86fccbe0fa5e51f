from celery import shared_task

from referrals.meetings.deadlines import keep
from referrals.questions.obligations import follow
from schools.models import School


@shared_task
def meetings() -> None:
    """A half-term begins by the calendar alone: hourly, any number of times."""
    for school_id in School.objects.order_by("pk").values_list("pk", flat=True):
        keep(school_id)


@shared_task
def asked() -> None:
    """Who left by a date set ahead is asked no longer: hourly, any number of times."""
    for school_id in School.objects.order_by("pk").values_list("pk", flat=True):
        follow(school_id)
