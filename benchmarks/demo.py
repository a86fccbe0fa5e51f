"""How long the demo takes: `python -m benchmarks.demo`. Its own folder, the real site and worker.

Prints the seconds from the first answer of the site until the schools are full, and the processor
seconds of web and worker. What makes the PDFs is not in them: its children belong to nobody.
"""

import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PORT = int(os.environ.get("BENCH_PORT", "8765"))
LINES = ("Filling", "The demo schools are full")


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="sendcase-demo-") as folder:
        site = start(folder)
        try:
            return measure(site)
        finally:
            site.send_signal(signal.SIGTERM)
            site.wait(timeout=60)
            used = resource.getrusage(resource.RUSAGE_CHILDREN)
            print(f"processor of web and worker: {used.ru_utime + used.ru_stime:.0f} s")


def start(folder: str) -> subprocess.Popen:
    own = {
        "DATA_DIR": folder, "PORT": str(PORT), "DEMO": "true", "SECOND_FACTOR": "off",
        "SENDCASE_MODE": "embedded", "DJANGO_SETTINGS_MODULE": "sendcase.settings",
        "PYTHONUNBUFFERED": "1",
    }  # fmt: skip
    command = [sys.executable, "manage.py", "embedded"]
    return subprocess.Popen(
        command, cwd=ROOT, env=os.environ | own, stdout=subprocess.PIPE, text=True
    )


def measure(site: subprocess.Popen) -> int:
    asked = time.monotonic()
    until_it_answers(site)
    answered = time.monotonic()
    print(f"answers after {answered - asked:.1f} s")
    for line in site.stdout:
        if line.startswith(LINES):
            print(f"{time.monotonic() - answered:5.0f} s  {line.strip()}")
        if line.startswith(LINES[1]):
            return 0
    return 1


def until_it_answers(site: subprocess.Popen) -> None:
    while site.poll() is None:
        with suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/health/", timeout=2)
            return
        time.sleep(0.1)
    raise RuntimeError("the site stopped; its last words are above")


if __name__ == "__main__":
    sys.exit(main())
