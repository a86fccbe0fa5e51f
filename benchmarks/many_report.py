"""The table of `python -m benchmarks.many`."""

import os
import platform

from benchmarks.__main__ import RESULTS
from sendcase import moment

LISTS = 5  # the first rows: those that have a bound in ms; the others have one against the floor


def write(at_many, beside, plans, sizes, slowest, most_times) -> list[str]:
    """Print it and keep it; the pages that missed their bound, in words."""
    text = "\n".join([
        *head(sizes), *of_many(at_many, plans), "",
        "What each question went by, and which large table it read whole (should be none):", "",
        *(f"- {name}: {', '.join(sorted(indexes))}; whole: {', '.join(sorted(whole)) or 'none'}"
          for name, _, indexes, whole in plans),
        "", *against(beside, sizes),
    ]) + "\n"  # fmt: skip
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{moment.today()}-many.md").write_text("# Many schools\n\n" + text)
    print(text)
    return [
        *(f"{name} takes {p50:.0f} ms" for name, _, _, p50, _ in at_many[:LISTS] if p50 > slowest),
        *(f"{name} costs {many / few:.2f} times" for name, few, many in beside
          if many / few > most_times),
        *(f"{name} reads {', '.join(whole)} whole" for name, _, _, whole in plans if whole),
    ]  # fmt: skip


def head(sizes) -> list[str]:
    schools, pupils, most = sizes
    return [
        f"Measured {moment.today()} on {os.cpu_count()} cores, {platform.machine()}, Python "
        f"{platform.python_version()}, PostgreSQL, gunicorn 2 processes of 3 threads, second "
        "factor on. Times in ms, one client; rate in requests a second, 8 clients on the same "
        "machine. The floor is a bare Django view of the same rows, asked in turn.",
        "",
        f"## A SENCO who holds the role at {schools} schools, {pupils:,} pupils",
        "",
    ]


def of_many(rows, plans) -> list[str]:
    asked = {name: number for name, number, _, _ in plans}
    lines = [
        "| Page | floor p50 | page p50 | ratio | floor rate | page rate | questions |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, floor, floor_rate, p50, rate in rows:
        lines.append(
            f"| {name} | {floor:.1f} | {p50:.1f} | {p50 / floor:.2f} | {floor_rate:.0f} "
            f"| {rate:.0f} | {asked.get(name, '')} |"
        )
    return lines


def against(rows, sizes) -> list[str]:
    lines = [
        f"## A SENCO of one school: among {sizes[2]:,} pupils, against 420",
        "",
        "| Page | 420 pupils, p50 | many, p50 | ratio |",
        "|---|---|---|---|",
    ]
    return lines + [
        f"| {name} | {few:.1f} | {many:.1f} | {many / few:.2f} |" for name, few, many in rows
    ]
