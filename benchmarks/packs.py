"""What a pack takes: a case of three years with 120 documents, built as a worker builds it.

    python -m benchmarks.packs [documents]

On SQLite in a folder of its own. The job runs in a process of its own, as in a worker; the PDF
writer and the child that reads papers from elsewhere are beside it. The most memory is that of all
three together (proportional set size, read twice a second).
"""

import os
import platform
import subprocess
import sys
import tempfile
import time

MUST_SECONDS, MOST_MIB = 120, 250


def main() -> None:
    os.environ.update(SENDCASE_MODE="test", DATABASE_URL="",
                      DATA_DIR=tempfile.mkdtemp(prefix="sendcase-packs-"))  # fmt: skip
    set_up()
    from django.core.management import call_command

    call_command("upgrade", verbosity=0)
    from ehcp.packs import services
    from ehcp.packs.models import Pack

    count = int(sys.argv[1]) if len(sys.argv) > 1 else 120
    case = case_of(count)
    asked = services.ask(by=case.senco, request=case.request)
    print(f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}")
    subprocess.run([sys.executable, "-m", "benchmarks.packs", "work"], check=True)
    pack = Pack.objects.select_related("document").get(pk=asked.pk)
    size = pack.document.size // 1024
    print(f"{count} documents, {len(pack.contents)} papers, {pack.pages} pages, {size:,} KiB")


def set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sendcase.settings")
    import django

    django.setup()


def as_worker() -> None:
    set_up()
    from benchmarks.letters import Memory
    from sendcase.jobs import running

    began = time.perf_counter()
    with Memory() as memory:
        running.sweep()
    print(f"{time.perf_counter() - began:.1f} s (must {MUST_SECONDS}), "
          f"most memory {memory.most} MiB (must {MOST_MIB})")  # fmt: skip


def case_of(count: int):
    """Half of them reports of several pages, a third scans, the rest photos of paper."""
    from tests.factories.packs import PackCase, foreign_pdf, paper, picture, scan

    case = PackCase().full()
    reports = [lambda n=n: foreign_pdf(f"Report {n}", 2 + n) for n in range(4)]
    scans = [lambda pages=pages: scan(pages) for pages in (1, 3)]
    for number in range(count):
        of_six, make, media_type = number % 6, lambda: picture((2000, 1500)), "image/jpeg"
        if of_six < 5:
            make = reports[number % 4] if of_six < 3 else scans[number % 2]
            media_type = "application/pdf"
        paper(case.pupil, case.senco, f"Document {number}", make(), media_type)
    return case


if __name__ == "__main__":
    as_worker() if sys.argv[1:] == ["work"] else main()
