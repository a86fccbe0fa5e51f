"""The sessions of 75 schools followed: `python -m benchmarks.following`.

At each sixty children in 25 interventions and a year of sessions, half of them ticked. What a look
through every school costs, as it is needed once a day; and what each other hour of that day costs.
FOLLOWING_SCHOOLS=3 tries it out. Prints a table and writes it to benchmarks/results/. Needs
PostgreSQL (BENCH_DATABASE_SERVER).
"""

import os
import platform
from datetime import timedelta
from pathlib import Path

from benchmarks import site

os.environ.update(site.environment())
os.environ.pop("DEMO", None)

SCHOOLS, WEEKS = int(os.environ.get("FOLLOWING_SCHOOLS", "75")), 52
RESULTS = Path(__file__).parent / "results"
MUST_HOURLY_MS, MUST_QUERIES = 50, 1


def main() -> None:
    site.make_database()
    import django

    django.setup()
    from django.core.management import call_command

    call_command("upgrade", verbosity=0)
    fill()
    report(rows())


def fill() -> None:
    from django.db import connection

    from tests.factories.provision_term import whole_term
    from tests.factories.schools import SchoolFactory

    for number in range(SCHOOLS):
        whole_term(SchoolFactory(slug=f"school-{number}"), weeks=WEEKS)
    tick_half()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def tick_half() -> None:
    """Every child on every second session of the past."""
    from provision.models import Mark, Place, Session
    from sendcase import moment

    past = Session.objects.filter(on__lt=moment.today()).select_related("intervention")
    places: dict[int, list] = {}
    for place in Place.objects.all():
        places.setdefault(place.intervention_id, []).append(place)
    marks = (
        Mark(school_id=row.school_id, session=row, place=place, pupil_id=place.pupil_id,
             outcome="delivered", minutes=20, marked_by_id=row.intervention.proposed_by_id)
        for row in past.iterator() if row.pk % 2 for place in places[row.intervention_id]
    )  # fmt: skip
    Mark.objects.bulk_create(marks, batch_size=5000)


def rows() -> list[dict]:
    from benchmarks.night import measure
    from provision.sessions.making import follow_school
    from provision.sessions.nightly import follow_due
    from schools.each import each_school
    from sendcase import moment

    follow_due()
    found = [measure("each school in full, nothing new", lambda: each_school(follow_school))]
    day = moment.now() + timedelta(days=1)
    while day.weekday() > 4:
        day += timedelta(days=1)
    with moment.at(day):
        found.append(measure("the first hour of a school day", follow_due))
        found.append(measure("each other hour", follow_due))
    return found


def report(found) -> None:
    from provision.models import Mark, Session
    from sendcase import moment

    sessions, ticks = Session.objects.count(), Mark.objects.count()
    lines = [
        f"Measured {moment.today()} on {os.cpu_count()} cores, {platform.machine()}, Python "
        f"{platform.python_version()}, PostgreSQL, one process; {SCHOOLS} schools, each 60 "
        f"children in 25 interventions; {sessions} sessions, {ticks} ticks.",
        "", "| What | Seconds | Processor | Questions |", "|---|---|---|---|",
        *(f"| {row['task']} | {row['seconds']:.3f} | {row['cpu']:.3f} | {row['queries']} |"
          for row in found),
    ]  # fmt: skip
    text = "\n".join(lines) + "\n"
    print(text)
    (RESULTS / f"{moment.today()}-following.md").write_text(text)
    hourly = found[-1]
    if hourly["queries"] > MUST_QUERIES or hourly["seconds"] * 1000 > MUST_HOURLY_MS:
        raise SystemExit(f"Bound missed: {hourly}")


if __name__ == "__main__":
    main()
