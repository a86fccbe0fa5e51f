from celery import shared_task

from referrals.questions.obligations import follow
from schools.models import School


@shared_task
def asked() -> None:
    """Who left by a date set ahead is asked no longer: hourly, any number of times."""
    for school_id in School.objects.order_by("pk").values_list("pk", flat=True):
        follow(school_id)
