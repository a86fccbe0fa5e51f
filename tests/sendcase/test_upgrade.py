"""A database of an earlier version comes to this one with all that is in it; a new one is equal."""

import json
import os

import psycopg2
import pytest

from tests.repo.test_migrations import manage

DATABASE = os.environ.get("TEST_DATABASE_URL", "")
ADD_SCHOOLS = """
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
# A profile that was kept, in the days before there was provision.
BEFORE_PROVISION = ("pupils", "0015_arrangements")
KEEP_A_PROFILE = f"""
from datetime import date
from django.db import connection
from django.db.migrations.loader import MigrationLoader
then = MigrationLoader(connection).project_state([{BEFORE_PROVISION!r}]).apps.get_model
school = then("schools", "School").objects.get(slug="elm")
by = then("accounts", "User").objects.create(email="a@example.org", name="A")
child = then("pupils", "Pupil").objects.create(
    school=school, legal_first_name="Amina", year="3", born_on=date(2018, 3, 14))
profile = then("pupils", "PupilProfile").objects.create(
    school=school, pupil=child, whose="own", saved_by=by)
paper = then("pupils", "Document").objects.create(school=school, pupil=child, size=1)
then("pupils", "ProfileVersion").objects.create(
    profile=profile, number=1, made_by=by, schema=1, content="{{}}", sha256="0" * 64,
    document=paper)
"""
SAY_WHAT_IS_FROZEN = """
from django.db import IntegrityError, connection
from pupils.models import ProfileVersion
from sendcase.frozen import triggers
guarded = {model._meta.db_table for model, _ in triggers.guarded_models()}
catalogue, column = {
    "sqlite": ("sqlite_master WHERE type = 'trigger'", "tbl_name"),
    "postgresql": ("information_schema.triggers", "event_object_table"),
}[connection.vendor]
with connection.cursor() as cursor:
    cursor.execute(f"SELECT {column} FROM {catalogue}")
    print("open:", sorted(guarded - {row[0] for row in cursor.fetchall()}))
rows = ProfileVersion.objects.all()
print([(row.profile.pupil.legal_first_name, row.content) for row in rows])
try:
    rows.update(content="other")
except IntegrityError as refused:
    print("refused:", "frozen" in str(refused))
"""


# Django's migrations give it a longer number than Django's models do; nothing of ours is in it.
OF_DJANGO = "auth_group_permissions"
# Every table with its columns, and what keeps them: by what it does, whatever its name.
SAY_TABLES = """
import json
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from sendcase.frozen import triggers
facts = connection.introspection
found = {"applied": sorted(MigrationRecorder(connection).applied_migrations())}
with connection.cursor() as cursor:
    for table in sorted(facts.table_names(cursor)):
        columns = facts.get_table_description(cursor, table)
        kept = facts.get_constraints(cursor, table).values()
        found[table] = [
            sorted([c.name, str(c.type_code), c.internal_size, c.null_ok] for c in columns),
            sorted(json.dumps([each[key] for key in (
                "columns", "primary_key", "unique", "foreign_key", "check", "index")] +
                [each.get("definition")]) for each in kept),
        ]
    asked = {"sqlite": ["tbl_name || sql FROM sqlite_master WHERE type = 'trigger'"],
             "postgresql": ["indexdef FROM pg_indexes",
                            "pg_get_constraintdef(oid) FROM pg_constraint",
                            "pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"]}
    for words in asked[connection.vendor]:
        cursor.execute(f"SELECT {words}")
        found[words] = sorted(row[0] for row in cursor.fetchall())
print(json.dumps(found))
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def databases(request, tmp_path):
    """Variables of two databases that nobody has used."""
    if request.param == "sqlite":
        yield {}, {}
        return
    if not DATABASE:
        pytest.skip("TEST_DATABASE_URL is not set")
    server = DATABASE.rsplit("/", 1)[0]
    connection = psycopg2.connect(f"{server}/postgres")
    connection.autocommit = True
    names = [f"{tmp_path.name}_{which}" for which in ("old", "new")]
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
            cursor.execute(f'CREATE DATABASE "{name}"')
        yield [{"DATABASE_URL": f"{server}/{name}"} for name in names]
        for name in names:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    connection.close()


@pytest.fixture
def runs(tmp_path, databases):
    """For each database run(words of a command of manage.py) → what it said."""

    def of(folder, variables):
        def run(*words):
            folder.mkdir(exist_ok=True)
            done = manage(folder, *words, **variables)
            assert done.returncode == 0, done.stderr
            return done.stdout

        return run

    return [of(tmp_path / name, each) for name, each in zip(("old", "new"), databases, strict=True)]


def told(run, words: str) -> list[str]:
    return run("shell", "-v", "0", "-c", words).splitlines()


@pytest.mark.timeout(900)  # every migration, in processes of their own
def test_what_earlier_versions_kept_is_still_there_and_what_was_frozen_stays_so(runs):
    run, new = runs
    run("migrate", "schools", "0001")
    told(run, ADD_SCHOOLS)
    run("migrate", *BEFORE_PROVISION)
    told(run, KEEP_A_PROFILE)
    for _ in range(2):  # the second time there is nothing to do
        assert "The database fits this version." in run("upgrade")
        assert "The database fits this version." in new("upgrade")

    assert told(run, SAY_LOGOS + SAY_WHAT_IS_FROZEN) == [
        "[('elm', None), ('oakfield', b'PNG1')]", "open: []", "[('Amina', '{}')]", "refused: True"
    ]  # fmt: skip
    # A new database has at once the tables to which an old one came step by step.
    old_tables, new_tables = (json.loads(told(each, SAY_TABLES)[0]) for each in runs)
    for tables in (old_tables, new_tables):
        del tables[OF_DJANGO]
    assert old_tables == new_tables
