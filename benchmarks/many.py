"""`python -m benchmarks.many`: what a SENCO's pages cost where there are many schools.

Two questions, each answered beside the floor in the same run:
1. A SENCO who holds the role at all 75 schools, 50,000 pupils: list, register, search, day…
2. A SENCO's pages among 150,000 pupils against the same pages where there are only the 420.

For the second, two sites stand side by side on two databases, the larger a grown copy of the
smaller, and are asked in turn. MANY_SIZE=0.1 makes everything a tenth, to try it out.
"""

import os
import sys

from benchmarks import site

os.environ.update(site.environment())
os.environ.pop("DEMO", None)

SIZE = float(os.environ.get("MANY_SIZE", "1"))
SCHOOLS, PUPILS, MOST = 75, int(50_000 * SIZE), int(150_000 * SIZE)
MANY, MANY_PORT = f"{site.DATABASE}_many", site.PORT + 1
SLOWEST_MS, MOST_TIMES = 60, 1.3
OUTSIDE = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")  # no questions


def main() -> None:
    site.make_database()
    import django

    django.setup()
    from benchmarks import data

    made = data.build()
    move_to_copy()
    role, added, big = grow(made)
    few, many = site.start(), site.start(MANY, MANY_PORT)
    try:
        at_75 = [measured(*row) for row in pages_of_many(role, big)]
        grow_on(made, added)
        beside = [compared(*row) for row in pages_beside(made)]
    finally:
        for child in (few, many):
            child.terminate()
            child.wait()
    plans = [looked_into(*row) for row in asked_of(role, big)]
    misses = report(at_75, beside, plans, made.school)
    if misses:
        sys.exit("Missed: " + "; ".join(misses))


def move_to_copy() -> None:
    """From now on this process speaks to the larger database."""
    from django.db import connection

    connection.close()
    site.make_database(MANY, like=site.DATABASE)
    connection.settings_dict["NAME"] = MANY


def grow(made):
    """(the person of 75 schools with a session, the schools, the largest of them)."""
    from benchmarks import filling
    from benchmarks.data import session_of
    from tests.factories.people import UserFactory

    person = UserFactory(name="Mx T. Many", email="many@measured.example")
    schools = filling.fill(made, schools=SCHOOLS, pupils=PUPILS)
    filling.give_role(person, schools)
    vacuum()
    return session_of(person), schools, schools[-1]


def grow_on(made, schools) -> None:
    """More schools, until there are 150,000 pupils."""
    from benchmarks import filling

    more = MOST - PUPILS
    filling.fill(made, schools=2 * SCHOOLS, pupils=more, first=len(schools))
    vacuum()


def vacuum() -> None:
    """As autovacuum would have done by the next day."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def addresses(school, pupil, plan) -> list[tuple[str, str, str]]:
    """(name, page, floor) of the pages a SENCO works with."""
    slug, there = school.slug, f"?school={school.pk}"
    return [
        ("pupil list, 50 rows", f"/{slug}/pupils/", f"/floor/list/{there}"),
        ("register, 50 rows", f"/{slug}/register/", f"/floor/list/{there}"),
        ("search, as typed", f"/{slug}/pupils/find/?q=ami+fo", f"/floor/list/{there}"),
        ("search, on the list", f"/{slug}/pupils/?q=ami+fo", f"/floor/list/{there}"),
        ("SENCO's day", f"/{slug}/today/", f"/floor/day/{there}"),
        ("pupil page", f"/pupils/{pupil.pk}/", f"/floor/pupil/{pupil.pk}/"),
        ("plan form", f"/plans/{plan.pk}/edit/", f"/floor/form/{plan.pk}/"),
    ]


def pages_of_many(role, school):
    from benchmarks.load import Ask
    from iep.models import SupportPlan

    plan = SupportPlan.objects.filter(school=school, pk__gt=0).select_related("pupil").first()
    SupportPlan.objects.filter(pk=plan.pk).update(is_revising=True)
    for name, page, floor in addresses(school, plan.pupil, plan):
        yield name, Ask(page, role.cookie, htmx="/find/" in page), Ask(floor)


def measured(name, page, floor) -> tuple:
    """(name, floor p50, floor rate, page p50, page rate); rates twice, the better counts."""
    from benchmarks import load

    floor_p50, page_p50 = load.in_turn([(MANY_PORT, floor), (MANY_PORT, page)])
    rates = [load.rate(MANY_PORT, ask) for ask in (floor, page, floor, page)]
    return name, floor_p50, max(rates[0::2]), page_p50, max(rates[1::2])


def pages_beside(made):
    from benchmarks.load import Ask

    for name, page, _ in addresses(made.school, made.pupil, made.plan):
        if "search" not in name:
            yield name, Ask(page, made.cookie)
    for name, query in (("search, as typed", "pupils/find/"), ("search, on the list", "pupils/")):
        page = f"/{made.school.slug}/{query}?q=child4"
        yield name, Ask(page, made.cookie, htmx="find" in query)


def compared(name, page) -> tuple:
    """(name, p50 among 420, p50 among 150,000): one request to each site, then again."""
    from benchmarks import load

    return name, *load.in_turn([(site.PORT, page), (MANY_PORT, page)], 200)


def asked_of(role, school):
    """(name, what the page asks of the database) of the four lists of the person of 75."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    for name, page, _ in addresses(school, school, school)[:5]:
        client = Client(headers={"HX-Request": "true"} if "/find/" in page else {})
        client.cookies.load(role.cookie)
        client.get(page)
        with CaptureQueriesContext(connection) as asked:
            client.get(page)
        yield name, [one["sql"] for one in asked if not one["sql"].startswith(OUTSIDE)]


def looked_into(name, asked) -> tuple:
    """(name, how many questions, the indexes they went by, the large tables read whole)."""
    from benchmarks import plans

    indexes, whole = plans.used([sql for sql in asked if sql.lstrip("( ").startswith("SELECT")])
    return name, len(asked), indexes, whole


def report(at_75, beside, plans, school) -> list[str]:
    """Prints it, writes it to benchmarks/results/, returns what missed its bound."""
    from benchmarks import many_report

    return many_report.write(at_75, beside, plans, (SCHOOLS, PUPILS, MOST), SLOWEST_MS, MOST_TIMES)


if __name__ == "__main__":
    main()
