"""What a roll of 50,000 takes: receive, look, write, and how long others wait to save meanwhile.

    python -m benchmarks.rolls [rows]

On SQLite in a folder of its own, or on BENCH_ROLL_DATABASE. The jobs run in this process as a
worker runs them; another process saves one small row after the other.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sendcase.settings")
os.environ.setdefault("BENCH_ROLL_DIR", tempfile.mkdtemp(prefix="sendcase-rolls-"))
os.environ.update(
    SENDCASE_MODE="test",
    DATA_DIR=os.environ["BENCH_ROLL_DIR"],
    DATABASE_URL=os.environ.get("BENCH_ROLL_DATABASE", ""),
)


def main() -> None:
    import django

    django.setup()
    if "--save" in sys.argv:
        save_on_and_on()
        return
    from django.core.management import call_command

    call_command("upgrade", verbosity=0)
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    print(f"{count:,} rows")
    measure(count)


def measure(count: int) -> None:
    """The roll as new, the same again, and the next year's: every year and class changes."""
    from accounts.permissions import Role
    from tests.factories.people import member
    from tests.factories.roll import as_csv, roll
    from tests.factories.schools import SchoolFactory

    school = SchoolFactory(slug=f"rolls-{time.time_ns()}")
    by = member(school, Role.OFFICE, email=f"{time.time_ns()}@example.org")
    rows = roll(count)
    files = {"new": as_csv(rows).encode(), "the same again": as_csv(rows).encode()}
    later = [row | {"NC Year": "9", "Reg Group": f"9 {row['Reg Group']}"} for row in rows]
    files["all moved"] = as_csv(later).encode()
    del rows, later
    for name, data in files.items():
        print(f"{name}: {one(school, by, data)}")


def one(school, by, data: bytes) -> str:
    from pupils.roll import services
    from sendcase.jobs import running

    saver = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.rolls", "--save"], stdout=subprocess.PIPE, text=True,
        stdin=subprocess.PIPE,
    )  # fmt: skip
    saver.stdout.readline()
    took = [clock()]
    upload = services.receive(school=school, by=by, filename="roll.csv", data=data)
    took.append(clock())
    running.run(upload.look_job_id)
    upload.refresh_from_db()
    took.append(clock())
    row = services.confirm(upload=upload, digest=upload.found["digest"], by=by)
    running.run(row.write_job_id)
    took.append(clock())
    row.refresh_from_db()
    waited, _ = saver.communicate("stop\n")
    done = ", ".join(f"{key} {value:,}" for key, value in row.result.items() if value)
    parts = zip(("receive", "look", "write"), took, took[1:], strict=False)
    words = ", ".join(
        f"{name} {after[0] - before[0]:.1f} s ({after[1] - before[1]:.1f} of ours)"
        for name, before, after in parts
    )
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return f"{words} ({done}); most memory {most} MiB; saves of others: {waited.strip()}"


def clock() -> tuple[float, float]:
    """By the wall, and what this process had of it: a busy machine moves only the first."""
    return time.perf_counter(), time.process_time()


def save_on_and_on() -> None:
    """Save until told to stop; print how long the saves took."""
    import select

    from sendcase.jobs import ticks
    from sendcase.jobs.models import Tick

    ticks.note("bench")
    print("ready", flush=True)
    waits = []
    while not select.select([sys.stdin], [], [], 0.1)[0]:
        start = time.perf_counter()
        Tick.objects.filter(name="bench").update(name="bench")
        waits.append(time.perf_counter() - start)
    waits.sort()
    print(f"{len(waits)}, middle {waits[len(waits) // 2] * 1000:.0f} ms, longest {waits[-1]:.1f} s")


if __name__ == "__main__":
    main()
