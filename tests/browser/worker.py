"""The worker of the journey: the site's own, with its clock at WORKER_MOMENT."""

import os
from datetime import datetime

import time_machine

time_machine.travel(datetime.fromisoformat(os.environ["WORKER_MOMENT"]), tick=True).start()

from tests.faults.worker import app  # noqa: E402, F401
