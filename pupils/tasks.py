from celery import shared_task

from pupils.roll import services


@shared_task
def tidy_uploads() -> int:
    """Rolls uploaded and never confirmed do not lie about: hourly."""
    return services.forget_old()
