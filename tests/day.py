"""A run that goes on after midnight stays on the day on which it began.

Some fifty files say TODAY as they are read, and what tests/access builds serves all its files: on
the next day neither would be true. Processes that a test starts keep the machine's own clock.
"""

import os
from datetime import date

import time_machine

from sendcase import moment

BEGAN = "TESTS_BEGAN_ON"  # the workers of pytest-xdist inherit it, one that is started anew as well


def stay() -> time_machine.travel | None:
    """Turn this process back to the day of the run; what was turned, None where it is that day."""
    began = date.fromisoformat(os.environ.setdefault(BEGAN, moment.today().isoformat()))
    late = moment.today() - began
    if not late:
        return None
    travel = time_machine.travel(moment.now() - late, tick=True)
    travel.start()
    return travel
