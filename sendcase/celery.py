"""The worker. A message is only a nudge; the database row is the queue (architecture §3)."""

import os

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sendcase.settings")

TRANSPORT_ALIASES["filesystem"] = "sendcase.broker:Transport"

app = Celery("sendcase")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
