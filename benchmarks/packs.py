"""What a pack takes: a case of three years with 120 documents, built as a worker builds it.

    python -m benchmarks.packs [documents]

On SQLite in a folder of its own. The job runs in this process; the PDF writer and the child that
reads papers from elsewhere are beside it. The most memory is that of all three together
(proportional set size, read twice a second).
"""

import os
import platform
import sys
import tempfile
import time

MUST_SECONDS, MOST_MIB = 120, 250


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sendcase.settings")
    os.environ.update(SENDCASE_MODE="test", DATABASE_URL="",
                      DATA_DIR=tempfile.mkdtemp(prefix="sendcase-packs-"))  # fmt: skip
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 120
    case = case_of(count)
    pack, seconds, most = measured(by=case.senco, request=case.request)
    size = pack.document.size // 1024
    print(f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}")
    print(f"{count} documents, {len(pack.contents)} papers, {pack.pages} pages, {size:,} KiB")
    print(f"{seconds:.1f} s (must {MUST_SECONDS}), most memory {most} MiB (must {MOST_MIB})")


def case_of(count: int):
    """Half of them reports of several pages, a third scans, the rest photos of paper."""
    from tests.factories.packs import PackCase, foreign_pdf, paper, picture, scan

    case = PackCase().full()
    made = [(foreign_pdf(f"Report {n}", 2 + n), "application/pdf") for n in range(4)]
    made += [(scan(pages), "application/pdf") for pages in (1, 3)]
    made += [(picture((2000, 1500)), "image/jpeg")]
    kinds = [made[n % 4] if n % 6 < 3 else made[4 + n % 2] if n % 6 < 5 else made[6]
             for n in range(count)]  # fmt: skip
    for number, (data, media_type) in enumerate(kinds):
        paper(case.pupil, case.senco, f"Document {number}", data, media_type)
    return case


def measured(**asked) -> tuple:
    """(the pack, seconds, MiB at the most), with nothing else waiting for a worker."""
    from benchmarks.letters import Memory
    from ehcp.packs import services
    from ehcp.packs.models import Pack
    from tests.factories.batches import work

    began = time.perf_counter()
    with Memory() as memory:
        pack = services.ask(**asked)
        work()
    took = time.perf_counter() - began
    return Pack.objects.select_related("document", "job").get(pk=pack.pk), took, memory.most


if __name__ == "__main__":
    main()
