from celery import shared_task

from reports.export import services
from schools.each import each_school


@shared_task
def tidy() -> int:
    """Files of exports whose days are over: hourly, any number of times."""
    return each_school(services.remove_old)
