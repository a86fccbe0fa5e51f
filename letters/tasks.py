from celery import shared_task

from letters.chasers.services import prepare_due
from schools.models import School


@shared_task
def chasers() -> None:
    """Prepare the letters that ask again where an answer's day is over: any number of times."""
    for school_id in School.objects.order_by("pk").values_list("pk", flat=True):
        prepare_due(school_id)
