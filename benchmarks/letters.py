"""What a batch of letters takes: prepared, approved, sent (the papers apart), and printed as one.

    python -m benchmarks.letters [children]

On SQLite in a folder of its own, or on BENCH_LETTERS_DATABASE. The jobs run in this process as a
worker runs them; the PDF writer is the process beside it. Letters a second, and the most memory of
worker and PDF writer together (proportional set size, read twice a second).
"""

import os
import sys
import tempfile
import threading
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sendcase.settings")
os.environ.update(
    SENDCASE_MODE="test",
    DATA_DIR=tempfile.mkdtemp(prefix="sendcase-letters-"),
    DATABASE_URL=os.environ.get("BENCH_LETTERS_DATABASE", ""),
)
MUST, AIM, MOST_MIB = 20, 27, 250


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("upgrade", verbosity=0)
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    measure(count)


def measure(count: int) -> None:
    from tests.factories.batches import fresh, work
    from tests.faults import letter_data as data

    school, senco = data.school_of(count)
    batch = data.begin(school, senco)
    took = {"prepared": timed(work)}
    data.approve(fresh(batch), senco)
    took["approved"] = timed(work)
    papers(batch)  # the first warms the PDF writer
    with Memory() as memory:
        took["papers alone"] = timed(lambda: papers(batch))
        data.send(fresh(batch), senco)
        took["sent"] = timed(send_all)
    sent = batch.letters.filter(state="issued").count()
    for what, seconds in took.items():
        print(f"{what}: {sent} letters in {seconds:.1f} s, {sent / seconds:.0f} a second")
    print(f"must: {MUST} a second as single files, aim {AIM}, at most {MOST_MIB} MiB")
    print(f"most memory while sending: {memory.most} MiB")
    with Memory() as memory:
        seconds = timed(work)
    size = batch.prints.get().size // 1024
    print(f"one paper of all: {seconds:.1f} s, {size:,} KiB, most memory {memory.most} MiB")


def papers(batch) -> None:
    """The PDFs in twenties as the job makes them, thrown away."""
    from letters.batches import issuing, preparing, work

    waiting = list(preparing.for_paper(issuing.waiting(batch)))
    for at in range(0, len(waiting), work.CHUNK):
        issuing.many(waiting[at : at + work.CHUNK])


def send_all() -> None:
    """The job of sending, without the print that follows."""
    from letters.batches.work import ISSUE
    from sendcase.jobs import running
    from sendcase.jobs.models import Job

    while job := Job.objects.filter(kind=ISSUE, state="waiting").first():
        running.run(job.pk)


def timed(do) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


class Memory:
    """`with Memory() as memory`: memory.most, in MiB, of this process and its children."""

    def __enter__(self):
        self.most, self.over = 0, threading.Event()
        self.watcher = threading.Thread(target=self.watch)
        self.watcher.start()
        return self

    def __exit__(self, *raised):
        self.over.set()
        self.watcher.join()

    def watch(self) -> None:
        while not self.over.wait(0.5):
            self.most = max(self.most, sum(map(pss, family(os.getpid()))) // 1024)


def family(pid: int) -> list[int]:
    """This process and all that came of it."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in read(task).split():
            found += family(int(child))
    return found


def pss(pid: int) -> int:
    """KiB: what is shared counts in equal parts for each who shares it."""
    lines = read(Path(f"/proc/{pid}/smaps_rollup")).splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:  # it ended meanwhile
        return ""


if __name__ == "__main__":
    main()
