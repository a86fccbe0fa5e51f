"""The work of a night in one process, measured: `python -m benchmarks.deadlines night`.

Prints one line of JSON. The clock stands on the next school day, at nine in the morning: the hour
of every digest has come. The hourly tasks run once before they are measured, so that what the
calendar has opened meanwhile is there. What the digests wrote is deleted afterwards.
"""

import json
import resource
import time
from datetime import datetime, timedelta
from datetime import time as clock_time


def main() -> None:
    import django

    django.setup()
    from sendcase import moment

    day = moment.today() + timedelta(days=1)
    while day.weekday() > 4:
        day += timedelta(days=1)
    with moment.at(datetime.combine(day, clock_time(9), moment.LONDON)):
        print(json.dumps(rows()))


def rows() -> list[dict]:
    from iep.tasks import plan_checks, transitions
    from letters.tasks import chasers
    from pupils.tasks import end_leavers
    from referrals.tasks import asked, meetings
    from register.tasks import reviews
    from reminders.tasks import owners
    from sendcase.outbox.models import Message

    others = (reviews, meetings, plan_checks, transitions, asked, chasers, end_leavers)

    def hourly():
        for task in others:
            task()

    hourly()
    found = [
        measure("recount of every school", recount),
        measure("handing over", owners),
        measure("the six other hourly tasks", hourly),
        measure("digests", digests),
        measure("digests again, nothing new", digests),
    ]
    Message.objects.filter(key__startswith="digest:").delete()
    return found


def recount() -> int:
    """Returns how many differences there are; a benchmark that finds one measures nothing."""
    from reminders.recount import differences
    from schools.models import School

    found = [line for pk in School.objects.values_list("pk", flat=True) for line in differences(pk)]
    if found:
        raise RuntimeError(f"{len(found)} deadlines do not agree, such as {found[:3]}")
    return 0


def digests() -> int:
    from reminders.digests import send_due

    return send_due()


def measure(task: str, do) -> dict:
    """seconds by the wall, cpu of this process, queries, rows it says it wrote, most MiB so far."""
    from django.db import connection

    asked = [0]

    def count(execute, *given):
        asked[0] += 1
        return execute(*given)

    began, cpu = time.perf_counter(), time.process_time()
    with connection.execute_wrapper(count):
        wrote = do()
    return {
        "task": task, "seconds": time.perf_counter() - began, "cpu": time.process_time() - cpu,
        "queries": asked[0], "rows": wrote or 0,
        "MiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }  # fmt: skip
