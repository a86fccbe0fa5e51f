"""A task is a nudge that may come twice or never: the rows say what is to be done."""

from celery import shared_task

from sendcase.jobs import running, ticks


@shared_task
def run(job_id: int) -> None:
    running.run(job_id)


@shared_task
def sweep() -> None:
    ticks.note(ticks.WORKER)
    running.sweep()
