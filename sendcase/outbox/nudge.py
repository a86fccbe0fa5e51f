"""Telling a worker that mail waits. May be lost: the sweep finds the row within a minute."""

import logging

from django.db import transaction
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)


class Nudge:
    """One per transaction, however many mails it writes."""

    def __init__(self, *message_ids: int):
        self.ids, self.given = list(message_ids), False

    def __call__(self):
        from sendcase.outbox import tasks

        self.given = True
        try:
            if len(self.ids) == 1:
                tasks.send.delay(self.ids[0])
            else:
                tasks.sweep.delay()
        except (OperationalError, OSError) as error:
            log.warning("no nudge for mails %s: %s; the sweep will send them", self.ids, error)


def after_commit(message_id: int) -> None:
    for _, call, _ in reversed(transaction.get_connection().run_on_commit):
        if isinstance(call, Nudge) and not call.given:
            call.ids.append(message_id)
            return
    transaction.on_commit(Nudge(message_id), robust=True)


def sweep_after_commit() -> None:
    """For many mails at once, whose numbers nobody knows yet."""
    transaction.on_commit(Nudge(), robust=True)
