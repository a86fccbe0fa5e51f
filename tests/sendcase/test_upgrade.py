"""A database of an earlier version comes to this one with everything in it."""

import os

import psycopg2
import pytest

from tests.repo.test_migrations import manage

DATABASE = os.environ.get("TEST_DATABASE_URL", "")
ADD_SCHOOL = """
from django.db import connection
from django.db.migrations.loader import MigrationLoader
state = MigrationLoader(connection).project_state([("schools", "0001_initial")])
school = state.apps.get_model("schools", "School")
school.objects.create(name="Oakfield", slug="oakfield", urn="1", laestab="1", logo=b"PNG1")
school.objects.create(name="Elm", slug="elm", urn="2", laestab="2")
"""
SAY_LOGOS = """
from schools.models import School
print([(school.slug, school.logo) for school in School.objects.order_by("slug")])
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, tmp_path):
    """Variables of a database that nobody has used."""
    if request.param == "sqlite":
        yield {}
        return
    if not DATABASE:
        pytest.skip("TEST_DATABASE_URL is not set")
    server, name = DATABASE.rsplit("/", 1)[0], f"{tmp_path.name}_upgrade"
    connection = psycopg2.connect(f"{server}/postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
        yield {"DATABASE_URL": f"{server}/{name}"}
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    connection.close()


@pytest.mark.timeout(300)  # every migration, in processes of their own
def test_a_school_of_the_first_version_keeps_its_logo(tmp_path, database):
    def run(*words):
        done = manage(tmp_path, *words, **database)
        assert done.returncode == 0, done.stderr
        return done.stdout

    run("migrate", "schools", "0001")
    run("shell", "-v", "0", "-c", ADD_SCHOOL)
    for _ in range(2):  # the second time there is nothing to do
        assert "The database fits this version." in run("upgrade")

    assert "[('elm', None), ('oakfield', b'PNG1')]" in run("shell", "-v", "0", "-c", SAY_LOGOS)
