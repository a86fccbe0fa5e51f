"""`python -m benchmarks.deadlines`: 60,000 open deadlines of 50,000 pupils at 75 schools.

What the SENCO's Today and the pages of its groups cost, at a school of usual size and at a large
one, beside a bare view of the same rows; and what the night costs: the recount of every school,
handing over, the other hourly tasks, the digests. Once with the first school alone, once with all:
how it grows. DEADLINES_SIZE=0.05 tries it out. `python -m benchmarks.deadlines small` stops after
the first school: a minute, and nothing is kept. `python -m benchmarks.deadlines pages` asks pages
alone once more, on what the last run left; `pages processor` asks only what Today costs the
processor, which a busy machine tells best.
"""

import json
import os
import subprocess
import sys
from types import SimpleNamespace

from benchmarks import site

os.environ.update(site.environment())
os.environ.pop("DEMO", None)

SIZE = float(os.environ.get("DEADLINES_SIZE", "1"))
SCHOOLS, PUPILS, OWED = 75, int(50_000 * SIZE), int(60_000 * SIZE)
USUAL, LARGE = int(650 * SIZE), int(2_000 * SIZE)  # pupils
MUST_MS, MUST_RATE, MUST_QUERIES = 20, 100, 14
GROUPS = ("late", "week", "waiting", "later")


def main() -> None:
    if sys.argv[1:2] == ["night"]:
        from benchmarks import night

        night.main()
        return
    if sys.argv[1:2] == ["pages"]:
        pages_again()
        return
    site.make_database()
    begin()
    usual = fill(schools=1, pupils=USUAL, first=0)
    alone = measured("1 school", usual)
    if sys.argv[1:2] == ["small"]:
        print_pages(alone["pages"], usual)
        return
    report([alone])  # long before the rest
    fill(schools=SCHOOLS - 2, pupils=PUPILS - USUAL - LARGE, first=1)
    large = fill(schools=1, pupils=LARGE, first=SCHOOLS - 1)
    among = measured(f"{SCHOOLS} schools", usual, large)
    if misses := report([alone, among]):
        sys.exit("Missed: " + "; ".join(misses))


def pages_again() -> None:
    """On what the last whole run left: the pages alone, on a machine that is quiet by now."""
    import django

    django.setup()
    from accounts.models import User
    from schools.models import School

    schools = School.objects.filter(slug__in=["many-0", f"many-{SCHOOLS - 1}"]).order_by("pk")
    pairs = [(each, User.objects.get(email=f"senco@{each.slug}.example")) for each in schools]
    if sys.argv[1:] == ["pages", "processor"]:
        print_processor(pairs)
        return
    print_pages(asked(*pairs), pairs)


def print_pages(rows: list[tuple], pairs) -> None:
    from benchmarks import deadlines_report

    print("\n".join(deadlines_report.pages({"pages": rows})))
    print_processor(pairs)


def print_processor(pairs) -> None:
    from benchmarks import processor
    from benchmarks.data import session_of
    from benchmarks.load import Ask

    for school, senco in pairs:
        page = Ask(f"/{school.slug}/today/", session_of(senco).cookie)
        floor, spent = processor.in_turn([Ask(f"/floor/day/?school={school.pk}"), page])
        print(f"Processor time of Today at {school.name}: {spent:.1f} ms, {spent / floor:.2f} × "
              f"the floor of {floor:.1f}")  # fmt: skip


def begin() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("upgrade", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False, ignore_patterns=["letters"])


def fill(*, schools: int, pupils: int, first: int) -> list[tuple]:
    """[(school, SENCO)] of the schools that were added."""
    from benchmarks import filling, owed
    from tests.factories.people import UserFactory

    lead = UserFactory(email=f"decided{first}@measured.example")
    made = SimpleNamespace(plan=SimpleNamespace(lead=lead))
    added = filling.fill(made, schools=schools, pupils=pupils, first=first)
    found = []
    for school in added:
        share = school.pupils.count() / PUPILS
        found.append((school, owed.add(school, round(OWED * share))))
    vacuum()
    return found


def vacuum() -> None:
    """As autovacuum would have done by the next day."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def measured(title: str, *parts) -> dict:
    """The night first: it opens what the calendar asks for, as any night does."""
    from reminders.models import Deadline
    from schools.models import School

    nights = night()
    vacuum()
    pages = asked(*(part[0] for part in parts))
    counts = [School.objects.count(), Deadline.objects.open().count()]
    return {"title": title, "counts": counts, "pages": pages, "night": nights}


def asked(*pairs) -> list[tuple]:
    """pages_of each (school, SENCO), by a site of its own."""
    child = site.start()
    try:
        return [row for pair in pairs for row in pages_of(*pair)]
    finally:
        child.terminate()
        child.wait()


def night() -> list[dict]:
    """In a process of its own, as a worker has it: [{task, seconds, cpu, queries, rows, MiB}]."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.deadlines", "night"], check=True, text=True,
        stdout=subprocess.PIPE,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


def pages_of(school, senco) -> list[tuple]:
    """(name, floor p50, page p50, page rate, queries) of each page of this SENCO."""
    from benchmarks.data import session_of
    from benchmarks.load import Ask, in_turn, rate

    cookie = session_of(senco).cookie
    size, owed = school.pupils.count(), school.deadlines.filter(state="open").count()
    floor = Ask(f"/floor/day/?school={school.pk}")
    found = []
    for name in ("", *GROUPS):
        address = f"/{school.slug}/today/{name}/" if name else f"/{school.slug}/today/"
        floor_p50, p50 = in_turn([(site.PORT, floor), (site.PORT, Ask(address, cookie))])
        title = f"{name or 'Today'} ({size:,} pupils, {owed:,} open)"
        rates = rate(site.PORT, Ask(address, cookie))
        found.append((title, floor_p50, p50, rates, questions(address, cookie)))
    return found


def questions(address: str, cookie: str) -> int:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from benchmarks.many import OUTSIDE

    client = Client()
    client.cookies.load(cookie)
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        client.get(address)
    return sum(not one["sql"].startswith(OUTSIDE) for one in found)


def report(parts: list[dict]) -> list[str]:
    from benchmarks import deadlines_report

    return deadlines_report.write(parts, (MUST_MS, MUST_RATE, MUST_QUERIES))


if __name__ == "__main__":
    main()
