"""What the export of a large school takes, and its way into two other sites.

    python -m benchmarks.school_export [pupils]

1,350 pupils and three years of plans, letters, sessions and log (benchmarks.school_history) on
PostgreSQL. A worker makes the file as on any day; `manage.py import_school` takes it into an empty
site on PostgreSQL and one on SQLite, each of which writes it again: the rows have to be the same to
the byte. Each step is a process of its own; its most memory is its resident set. Printed, and
written to benchmarks/results/.
"""

import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from benchmarks import site

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).parent / "results"
PUPILS = 1350
MUST_MINUTES, MOST_MIB = 10, 400  # of each step
NAME = os.environ.get("BENCH_DATABASE", "sendcase_bench_export")


def main() -> None:
    pupils = int(sys.argv[1]) if len(sys.argv) > 1 else PUPILS
    with tempfile.TemporaryDirectory(prefix="sendcase-export-") as folder:
        first, second, third = (place(Path(folder), n) for n in (1, 2, 3))
        facts = step(first, "build", str(pupils))
        rows = [step(first, "export", f"{folder}/school.zip")]
        for where, there in (("PostgreSQL", second), ("SQLite", third)):
            step(there, "empty")
            rows.append(step(there, "bring", f"{folder}/school.zip", where))
            rows.append(step(there, "again", f"{folder}/again.zip", where))
            same(Path(folder) / "school.zip", Path(folder) / "again.zip")
            slow = report(facts, rows)
    if slow:
        sys.exit("Missed: " + "; ".join(slow))


def place(folder: Path, number: int) -> dict:
    """The environment of a site, its tables made from the models at once; the third on SQLite."""
    (folder / str(number)).mkdir()
    found = {"SENDCASE_MODE": "test", "DATA_DIR": str(folder / str(number)), "DATABASE_URL": "",
             "DJANGO_SETTINGS_MODULE": "tests.faults.settings"}  # fmt: skip
    if number < 3:
        site.make_database(f"{NAME}_{number}")
        found["DATABASE_URL"] = f"{site.SERVER}/{NAME}_{number}"
    return found


def step(at: dict, *words: str) -> dict:
    """Run one of STEPS in a process of its own. Returns what it printed last."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.school_export", "step", *words], cwd=ROOT,
        env=os.environ | at, check=True, text=True, stdout=subprocess.PIPE,
    )  # fmt: skip
    found = json.loads(done.stdout.splitlines()[-1])
    print(*words, found, flush=True)
    return found


def measured(what: str, do) -> dict:
    began, spent = time.perf_counter(), time.process_time()
    found = do() or {}
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return found | {"what": what, "seconds": time.perf_counter() - began,
                    "processor": time.process_time() - spent, "MiB": most}  # fmt: skip


def build(pupils: str) -> dict:
    from benchmarks import school_history

    empty()
    school = school_history.build(int(pupils))
    return {"pupils": school.pupils.count()}


def empty() -> dict:
    from django.core.management import call_command

    call_command("migrate", run_syncdb=True, verbosity=0)
    call_command("createcachetable", verbosity=0)
    return {}


def export(path: str) -> dict:
    """Asked, agreed, and made as a worker makes it."""
    import shutil

    from accounts.models import User
    from reports.export import services
    from reports.export.models import SchoolExport
    from schools.models import School
    from sendcase.jobs import running

    school = School.objects.get()
    senco, head = (User.objects.get(email=f"{who}@large.example") for who in ("senco", "head"))
    asked = services.ask(school=school, by=senco, reason="Measured.")
    job, took = services.agree(row=asked, by=head).job, timed_parts()
    found = measured("export, as a worker makes it", lambda: {"ran": running.run(job.pk)})
    row = SchoolExport.objects.get(pk=asked.pk)
    assert row.state == "ready", row.state
    with row.file.open() as file, Path(path).open("wb") as to:
        shutil.copyfileobj(file, to)
    return found | {"parts": took, "records": row.records, "papers": row.papers, "size": row.size}


def timed_parts() -> dict[str, list[float]]:
    """Part → how long each row of it took, filled as the job goes on."""
    from reports.export import building

    took: dict[str, list[float]] = {}

    def timed(name, do):
        def run(*given):
            began = time.perf_counter()
            try:
                return do(*given)
            finally:
                took.setdefault(name, []).append(time.perf_counter() - began)

        return run

    building.PARTS = {name: timed(name, do) for name, do in building.PARTS.items()}
    return took


def bring(path: str, where: str) -> dict:
    from reports.export import importing

    def do():
        found = importing.bring(Path(path))
        return {"records": found.rows, "papers": found.files}

    return measured(f"import, {where}", do)


def again(path: str, where: str) -> dict:
    """The same once more, in one go, to be compared."""
    from reports.export import writing
    from schools.models import School
    from sendcase.snapshot import one_moment

    def do():
        with Path(path).open("wb") as file:
            writing.whole(School.objects.get(), file, "2026-01-01T00:00:00+00:00", one_moment)

    return measured(f"written again, {where}", do)


def same(one: Path, other: Path) -> None:
    """Every row and every paper to the byte; the log and the list of sums are each site's own."""
    with zipfile.ZipFile(one) as first, zipfile.ZipFile(other) as second:
        names = set(first.namelist()) - {"manifest.json", "log/events.jsonl"}
        assert names == set(second.namelist()) - {"manifest.json", "log/events.jsonl"}
        for name in names:
            assert first.getinfo(name).CRC == second.getinfo(name).CRC, name
            assert first.read(name) == second.read(name), name


def report(facts: dict, rows: list[dict]) -> list[str]:
    """Prints it, writes it to benchmarks/results/, returns what missed its bound."""
    from sendcase import moment

    made = rows[0]
    parts = made["parts"]
    text = "\n".join([
        "# The export of a large school", "",
        f"Measured on {os.cpu_count()} cores (load {os.getloadavg()[0]:.1f} as it ended), "
        f"{platform.machine()}, Python {platform.python_version()}: "
        "`python -m benchmarks.school_export`. "
        f"{facts['pupils']:,} pupils and three years: {made['records']:,} records, "
        f"{made['papers']:,} papers, {made['size'] // 2**20:,} MiB.", "",
        "| Step, in a process of its own | seconds | of them processor | most memory, MiB |",
        "|---|---|---|---|",
        *(f"| {row['what']} | {row['seconds']:.0f} | {row['processor']:.0f} | {row['MiB']} |"
          for row in rows), "",
        f"Of the export: the data of one moment {parts['data'][0]:.0f} s, papers "
        f"{sum(parts['papers']):.0f} s in {len(parts['papers'])} rows (the longest "
        f"{max(parts['papers']):.1f} s), the whole {parts['whole'][0]:.0f} s.", "",
        "Both sites write the same rows and papers again, to the byte.",
    ]) + "\n"  # fmt: skip
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{moment.today()}-school-export.md").write_text(text)
    print(text)
    return [row["what"] for row in rows
            if row["seconds"] > 60 * MUST_MINUTES or row["MiB"] > MOST_MIB]  # fmt: skip


STEPS = {"build": build, "empty": empty, "export": export, "bring": bring, "again": again}

if __name__ == "__main__":
    if sys.argv[1:2] == ["step"]:
        import django

        django.setup()
        print(json.dumps(STEPS[sys.argv[2]](*sys.argv[3:])))
    else:
        main()
