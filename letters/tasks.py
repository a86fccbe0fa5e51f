from celery import shared_task

from letters.chasers.nightly import run
from schools.models import School


@shared_task
def chasers() -> None:
    """Prepare the letters that ask again where an answer's day is over: any number of times."""
    for school_id in School.objects.order_by("pk").values_list("pk", flat=True):
        run(school_id)
