"""Keeping a job while one row of it takes long. No other worker takes it up meanwhile; once its
worker was killed, another does after the usual minutes.
"""

import logging
import threading
from contextlib import contextmanager

from django.db import Error, connection

from sendcase.jobs import services
from sendcase.jobs.models import Job

log = logging.getLogger(__name__)


@contextmanager
def kept(job: Job):
    """Its lease goes on for as long as this process lives and works in here."""
    over = threading.Event()
    watcher = threading.Thread(target=_watch, args=(job, over), daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()


def _watch(job: Job, over: threading.Event) -> None:
    try:
        lengthen(job, over)
    finally:
        connection.close()  # this thread's own


def lengthen(job: Job, over) -> None:
    """Three times in each lease, until it is over or the job is somebody else's."""
    while not over.wait(services.LEASE.total_seconds() / 3):
        try:
            if not services.still_ours(job):
                return
        except Error:
            log.exception("the lease of job %s was not lengthened", job.pk)  # the next turn may
            connection.close_if_unusable_or_obsolete()  # or no turn ever would
