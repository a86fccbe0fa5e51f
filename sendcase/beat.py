"""Beat as Celery makes it, and each minute a row that says it is at work (sendcase.jobs.ticks)."""

import logging
import time

from celery.beat import PersistentScheduler
from django.db import DatabaseError, close_old_connections

log = logging.getLogger(__name__)
EVERY_SECONDS = 60


class Scheduler(PersistentScheduler):
    noted = float("-inf")

    def tick(self, *args, **kwargs):
        pause = super().tick(*args, **kwargs)
        if time.monotonic() - self.noted >= EVERY_SECONDS:
            self.note()
        return min(pause, EVERY_SECONDS)

    def note(self):
        """Without the database beat goes on sending: the worker finds out for itself."""
        from sendcase.jobs import ticks

        self.noted = time.monotonic()
        try:
            close_old_connections()
            ticks.note(ticks.BEAT)
        except DatabaseError:
            log.warning("beat could not note that it is at work")
        finally:
            close_old_connections()
