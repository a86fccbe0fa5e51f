from celery import shared_task

from pupils import leaving
from pupils.photos import batches
from pupils.roll import services


@shared_task
def tidy_uploads() -> int:
    """Rolls and photos uploaded and never confirmed do not lie about: hourly."""
    return services.forget_old() + batches.forget_old()


@shared_task
def end_leavers() -> int:
    """What a last day noted ahead ends once it has come: hourly, any number of times."""
    return leaving.end_overdue()
