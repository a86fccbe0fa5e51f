"""What a governors' report takes, and how much of it stays readable at schools of three sizes.

    python -m benchmarks.board [FOLDER]

On SQLite in a folder of its own. For each size: a first edition, then one after a term in which one
child in twenty came onto the register and one family in thirty disagreed with something. Prints a
table; with FOLDER also keeps the PDFs there to be looked at.
"""

import os
import platform
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

SIZES = (60, 420, 1200)
TERM, BEFORE = timedelta(days=80), timedelta(days=85)


def main() -> None:
    os.environ.update(SENDCASE_MODE="test", DATABASE_URL="",
                      DATA_DIR=tempfile.mkdtemp(prefix="sendcase-board-"))  # fmt: skip
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sendcase.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("upgrade", verbosity=0)
    said = report([measured(size) for size in SIZES])
    print(said)
    keep(Path(sys.argv[1]) if len(sys.argv) > 1 else None)


def measured(size: int) -> dict:
    """Both editions of one school; the second is measured."""
    from pupils.models import Pupil
    from reports.board import counting, services
    from sendcase import moment
    from tests.factories import board

    school, senco, head = people(size)
    today = moment.today()
    board.term(school, "Autumn", begun=165, left=-81)
    board.filled(school, size, senco)
    with moment.at(moment.now() - BEFORE):
        first = board.published(school, senco, head)
    term = board.term(school, "Spring", begun=80, left=10)
    come_onto_the_register(school, size // 20, senco, today - timedelta(days=20))
    board.disagreed(Pupil.objects.filter(school=school)[: size // 30], senco)
    row = board.written(school, senco)
    asked = {"count": lambda: counting.counted(school, term.starts_on, term.ends_on)}
    row = services.confirm(edition=row, by=head)
    asked["publish"] = lambda: services.publish(edition=row, by=senco)
    found = {name: spent(do) for name, do in asked.items()}
    row.refresh_from_db()
    client = governor_of(school)
    opened(client, row)
    found["page"] = spent(lambda: opened(client, row))
    return {"size": size, **found, **readable(first, row), "kib": row.issued.size // 1024}


def people(size: int):
    from tests.factories.people import member
    from tests.factories.schools import SchoolFactory

    school = SchoolFactory(name=f"School of {size}", slug=f"school-of-{size}")
    return school, member(school, "senco"), member(school, "head")


def come_onto_the_register(school, number: int, by, day) -> None:
    import random

    from pupils.models import Pupil
    from tests.factories import board

    rows = Pupil.objects.filter(school=school, register_entries=None)[:number]
    board.place(list(rows), "K", by, random.Random(7), on=day)


def opened(client, row) -> None:
    assert client.get(row.get_absolute_url()).status_code == 200


def governor_of(school):
    from django.test import Client

    from tests.factories.people import member, sign_in

    return sign_in(Client(), member(school, "governor"))


def spent(do) -> tuple[float, int]:
    """(ms, questions to the database)."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        began = time.perf_counter()
        do()
        took = 1000 * (time.perf_counter() - began)
    return took, sum("SAVEPOINT" not in query["sql"] for query in asked)


def readable(*rows) -> dict:
    """Of all figures of each edition how many are said as a number, and tables said again."""
    from sendcase.frozen.services import content_of

    found = {}
    for name, row in zip(("first", "second"), rows, strict=True):
        figures = content_of(row.issued)["figures"]
        of_cells = [
            cell["value"] for table in figures["tables"] for each in table["rows"]
            for cell in each["cells"]
        ]  # fmt: skip
        known = sum(value is not None for value in of_cells)
        again = sum(t["days"]["day"] != figures["counted_on"] for t in figures["tables"])
        found[name] = f"{known} of {len(of_cells)}"
        found[f"{name}_again"] = len(figures["tables"]) if figures["is_repeated"] else again
    return found


def report(rows: list[dict]) -> str:
    load = os.getloadavg()[0]
    head = (
        "# The governors’ report\n\n"
        f"Measured on {os.cpu_count()} cores (load {load:.1f} as it ended), {platform.machine()}, "
        f"Python {platform.python_version()}, SQLite: `python -m benchmarks.board`. The schools "
        "are invented, a fifth of the children with support; between the editions one child in "
        "twenty came onto the register, and one family in thirty disagreed.\n\n"
        "| Children | figures of a term, ms (questions) | publishing with its PDF, ms | a "
        "governor’s page, ms (questions) | PDF, KiB | figures said as a number, first edition | "
        "second | tables said again in the second, of 18 |\n|---|---|---|---|---|---|---|---|\n"
    )
    lines = [
        f"| {row['size']:,} | {row['count'][0]:.0f} ({row['count'][1]}) | {row['publish'][0]:.0f} "
        f"| {row['page'][0]:.0f} ({row['page'][1]}) | {row['kib']} | {row['first']} "
        f"| {row['second']} | {row['second_again']} |"
        for row in rows
    ]
    return head + "\n".join(lines) + "\n"


def keep(folder: Path | None) -> None:
    from reports.board import files
    from reports.board.models import BoardVersion

    if folder is None:
        return
    folder.mkdir(parents=True, exist_ok=True)
    for version in BoardVersion.objects.select_related("edition__school"):
        school = version.edition.school.slug
        (folder / f"{school}-{version.pk}.pdf").write_bytes(files.content(version))


if __name__ == "__main__":
    main()
