from celery import shared_task

from sendcase.drafts import services


@shared_task
def tidy() -> None:
    services.tidy()
