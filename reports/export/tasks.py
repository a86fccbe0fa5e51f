from celery import shared_task

from reports.export import services, sweeping
from schools.each import each_school


@shared_task
def tidy() -> int:
    """Files of exports whose days are over, and pieces that a killed worker left: hourly, any
    number of times. Returns for how many schools the first went well.
    """
    well = each_school(services.remove_old)
    sweeping.sweep()
    return well
