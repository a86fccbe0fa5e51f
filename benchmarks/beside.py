"""How readers fare while letters are made beside them, and what the whole application weighs."""

import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

from benchmarks import load, site

MUST_BE_RESTING = 6  # seconds after which imports and first ticks are over


def readers(made) -> list[tuple]:
    """p95 of the pupil list, one reader, in quiet and while single letters are made."""
    from benchmarks.work import letter_page
    from sendcase.pdf import render_many

    ask = load.Ask(f"/{made.school.slug}/pupils/", made.cookie)
    page, done = letter_page(), threading.Event()

    def make_letters():
        while not done.is_set():
            render_many([page] * 20)

    quiet = load.measure(site.PORT, ask, asks=150, seconds=1).p95
    makers = [threading.Thread(target=make_letters) for _ in range(2)]
    for maker in makers:
        maker.start()
    busy = load.measure(site.PORT, ask, asks=150, seconds=1).p95
    done.set()
    for maker in makers:
        maker.join()
    words = f"p95 {busy:.0f} ms, quiet {quiet:.0f} ms: {busy / quiet:.1f} ×"
    return [("the pupil list while letters are made", words, "≤ 2 ×")]


def weight(_made) -> list[tuple]:
    """Memory of web (running already), worker and beat at rest; shared pages counted once."""
    celery = [sys.executable, "-m", "celery", "-A", "sendcase"]
    folder = site.environment()["DATA_DIR"]
    Path(folder).mkdir(parents=True, exist_ok=True)
    commands = [
        [*celery, "worker", "--pool", "threads", "--concurrency", "4", "--loglevel", "error"],
        [*celery, "beat", "--loglevel", "error", "--schedule", f"{folder}/beat"],
    ]
    quiet = {"cwd": site.ROOT, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    started = [subprocess.Popen(command, env=os.environ.copy(), **quiet) for command in commands]
    time.sleep(MUST_BE_RESTING)
    web = subprocess.run(
        ["pgrep", "-f", f"gunicorn.*:{site.PORT}"], capture_output=True, text=True, check=True
    )
    total = sum(map(_weight, [*map(int, web.stdout.split()), *(one.pid for one in started)]))
    for child in started:
        child.terminate()
        child.wait()
    return [("web, worker and beat at rest", f"{total / 1024:.0f} MiB", "≤ 350 MiB")]


def _weight(pid: int) -> int:
    """KiB of one process, its share of shared pages (Pss)."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(re.search(r"^Pss:\s+(\d+)", text, re.M)[1])
