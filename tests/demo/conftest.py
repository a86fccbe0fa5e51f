"""Demo schools, filled small, once for all the tests that only look."""

from types import SimpleNamespace

import pytest
from django.db import transaction

from demo import build, jobs
from demo.plot import plot_of
from demo.schools import SCHOOLS
from schools.models import School
from sendcase import moment
from sendcase.jobs import running

SMALL = 50


def fill(slug: str, today, scale: int = SMALL) -> None:
    """As the worker does it, row by row."""
    assert running.run(jobs.add(slug, today, scale).pk)


def opened(*slugs: str):
    """Schools with staff and terms, not filled."""
    build.open_all(lambda words: None, SMALL)
    rows = {row.slug: row for row in School.objects.filter(slug__in=slugs)}
    return [rows[slug] for slug in slugs]


@pytest.fixture(scope="module")
def town(django_db_setup, django_db_blocker):
    """All three, filled; taken back after the module. Its tests only look."""
    with django_db_blocker.unblock(), transaction.atomic():
        today = moment.today()
        build.open_all(lambda words: None, SMALL)
        for demo in SCHOOLS:
            fill(demo.slug, today)
        yield SimpleNamespace(
            schools=list(School.objects.filter(is_demo=True).order_by("urn")),
            plots=[plot_of(demo.slug, today, SMALL) for demo in SCHOOLS],
        )
        transaction.set_rollback(True)
