"""`make bench`: what each page costs, against a bare Django view of the same rows.

Floor and page are asked in turn in one run, so that a slower or busier machine moves both.
Prints a table and writes it to benchmarks/results/. Needs PostgreSQL (BENCH_DATABASE_SERVER).
"""

import os
import platform
from pathlib import Path

from benchmarks import site

os.environ.update(site.environment())
os.environ.pop("DEMO", None)

RESULTS = Path(__file__).parent / "results"
# page, floor, name, least share of the floor's rate, most times the floor's p50
LIMIT = 2.5


def main() -> None:
    site.make_database()
    import django

    django.setup()
    from benchmarks import beside, browsing, data, load, work

    made = data.build()
    child = site.start()
    try:
        rows = [compare(load, name, page, floor) for name, page, floor in data.pages(made)]
        jobs = [*browsing.rows(made), *beside.weight(made), *beside.readers(made)]
    finally:
        child.terminate()
        child.wait()
    report(rows, work.rows(made) + jobs)


def compare(load, name, page, floor) -> tuple:
    """Floor, page, floor, page: the middle of each pair counts."""
    runs = [load.measure(site.PORT, ask) for ask in (floor, page, floor, page)]
    floors, pages = runs[0::2], runs[1::2]

    def best(figures, field, pick=min):
        return pick(getattr(one, field) for one in figures)

    return (
        name, best(floors, "p50"), best(pages, "p50"), best(floors, "rate", max),
        best(pages, "rate", max), pages[0].size,
    )  # fmt: skip


def report(rows, jobs) -> None:
    from sendcase import moment

    lines = [
        f"Measured {moment.today()} on {os.cpu_count()} cores, {platform.machine()}, Python "
        f"{platform.python_version()}, PostgreSQL, gunicorn 2 processes of 3 threads, "
        "one school of 420 pupils, second factor on. Times in ms, one client; rate in "
        "requests a second, 8 clients on the same machine.",
        "",
        "| Page | floor p50 | page p50 | ratio | floor rate | page rate | ratio | KB |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, floor, page, floor_rate, rate, size in rows:
        lines.append(
            f"| {name} | {floor:.1f} | {page:.1f} | {page / floor:.2f} | {floor_rate:.0f} "
            f"| {rate:.0f} | {rate / floor_rate:.2f} | {size / 1024:.1f} |"
        )
    lines += ["", "| Job | measured | must |", "|---|---|---|"]
    lines += [f"| {what} | {measured} | {must} |" for what, measured, must in jobs]
    text = "\n".join(lines) + "\n"
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{moment.today()}.md").write_text("# Pages against the floor\n\n" + text)
    print(text)
    slow = [name for name, floor, page, *_ in rows if page / floor > LIMIT]
    if slow:
        raise SystemExit(f"More than {LIMIT} times the floor: {', '.join(slow)}")


if __name__ == "__main__":
    main()
