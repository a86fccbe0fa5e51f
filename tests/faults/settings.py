"""Settings of the house a fault test builds: its own folder, database, broker and mail server.

The environment comes from tests.faults.harness.House; beat runs each second instead of minute.
"""

import os

from sendcase.settings import *  # noqa: F403
from sendcase.settings import CELERY_BEAT_SCHEDULE, STORAGES

# No page of a house needs its style sheet under a hashed name.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

# Two houses on one Redis do not hear each other.
CELERY_TASK_DEFAULT_QUEUE = os.environ.get("FAULTS_QUEUE", "celery")
CELERY_BEAT_SCHEDULE = {
    name: entry | {"schedule": 1}
    for name, entry in CELERY_BEAT_SCHEDULE.items()
    if name in os.environ.get("FAULTS_BEAT", "sweep sweep-mail").split()
}
CELERY_BEAT_MAX_LOOP_INTERVAL = 1


class StraightFromTheModels:
    """As --nomigrations does: every app's tables without walking its migrations."""

    def __contains__(self, app):
        return True

    def __getitem__(self, app):
        return None


MIGRATION_MODULES = StraightFromTheModels()
