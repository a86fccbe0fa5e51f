"""The table of `python -m benchmarks.deadlines`."""

import os
import platform

from benchmarks.__main__ import RESULTS
from sendcase import moment


def write(parts: list[dict], musts) -> list[str]:
    """Print it and keep it; what missed its bound, in words."""
    lines = [
        "# Open deadlines", "",
        f"Measured {moment.today()} on {os.cpu_count()} cores ({load()} other processes wanted one "
        f"as it began to report), {platform.machine()}, Python {platform.python_version()}, "
        "PostgreSQL, gunicorn 2 processes of 3 threads, second factor on. The floor is a bare "
        "Django view of the same school’s rows, asked in turn.",
    ]  # fmt: skip
    for part in parts:
        schools, owed = part["counts"]
        lines += ["", f"## {part['title']}: {owed:,} open at {schools}", "", *pages(part), "",
                  *night(part)]  # fmt: skip
    text = "\n".join(lines) + "\n"
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{moment.today()}-deadlines.md").write_text(text)
    print(text)
    return [miss for part in parts for row in part["pages"] for miss in missed(row, *musts)]


def load() -> str:
    return f"{os.getloadavg()[0]:.0f}"


def pages(part) -> list[str]:
    return [
        "| Page of the SENCO | floor p50, ms | page p50, ms | ratio | a second, 8 clients "
        "| questions |",
        "|---|---|---|---|---|---|",
        *(f"| {name} | {floor:.1f} | {p50:.1f} | {p50 / floor:.2f} | {rate:.0f} | {asked} |"
          for name, floor, p50, rate, asked in part["pages"]),
    ]  # fmt: skip


def night(part) -> list[str]:
    return [
        "| At night | s | of ours, s | questions | mails written | most memory, MiB |",
        "|---|---|---|---|---|---|",
        *(f"| {row['task']} | {row['seconds']:.1f} | {row['cpu']:.1f} | {row['queries']:,} "
          f"| {row['rows']:,} | {row['MiB']} |" for row in part["night"]),
    ]  # fmt: skip


def missed(row, most_ms, least_rate, most_questions) -> list[str]:
    name, _, p50, rate, asked = row
    return [
        *([f"{name} takes {p50:.0f} ms"] if p50 > most_ms else []),
        *([f"{name} answers {rate:.0f} a second"] if rate < least_rate else []),
        *([f"{name} asks {asked} questions"] if asked > most_questions else []),
    ]
