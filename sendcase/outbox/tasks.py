"""A task is a nudge that may come twice or never: the rows say what is to be done."""

from celery import shared_task

from sendcase.outbox import delivery, services


@shared_task
def send(message_id: int) -> None:
    """Deliver one mail if nobody else has claimed it."""
    if services.claim(message_id):
        delivery.deliver(message_id)


@shared_task
def sweep() -> None:
    delivery.sweep()
