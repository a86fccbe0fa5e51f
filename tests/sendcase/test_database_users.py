"""The site's database user: it can run the site, and can change neither shape nor history."""

import os
import subprocess
import uuid
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest

from tests.faults.harness import House

SERVER = os.environ.get("TEST_DATABASE_URL", "")
pytestmark = [
    pytest.mark.timeout(600),
    pytest.mark.skipif(not SERVER, reason="only PostgreSQL has users"),
]
RUN = """
from django.conf import settings
plain = "django.contrib.staticfiles.storage.StaticFilesStorage"  # nobody collected them here
settings.STORAGES["staticfiles"]["BACKEND"] = plain
from django.test import Client
from django.core.management import call_command
from accounts.models import User
from tests.sendcase.filled_site import everything, fill
from tests.factories.people import sign_in
fill()
everything()
person = User.objects.filter(memberships__role="head").get()
client = sign_in(Client(), person)
school = person.memberships.get().school
for page in ("today/", "pupils/", "plans/", "school/"):
    answer = client.get(f"/{school.slug}/{page}")
    assert answer.status_code == 200, (page, answer.status_code)
call_command("verify_audit")
call_command("recount_deadlines")
"""
REFUSED = [
    "DELETE FROM audit_event",
    "UPDATE audit_event SET verb = 'nothing'",
    "UPDATE audit_event SET at = now() WHERE sequence IS NULL",
    "UPDATE audit_eventdetail SET text = '{}'",
    "DELETE FROM audit_chain",
    "TRUNCATE audit_event",
    "UPDATE iep_planversion SET content = ''",
    "DELETE FROM iep_planversion",
    "DELETE FROM letters_letterversion",
    "ALTER TABLE iep_planversion DISABLE TRIGGER ALL",
    "DROP TRIGGER audit_event_no_update ON audit_event",
    "DROP TABLE pupils_pupil",
    "ALTER TABLE pupils_pupil ADD COLUMN x int",
    "CREATE TABLE mine (id int)",
    "DELETE FROM django_content_type",
    "SET session_replication_role = replica",
    "CREATE OR REPLACE FUNCTION sendcase_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "'BEGIN RETURN NEW; END'",
]


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """Tables that belong to the owner, and a second user that the site runs as."""
    site_user = f"wt_site_{uuid.uuid4().hex[:8]}"
    with House(tmp_path_factory.mktemp("house")) as house:
        house.environment["EMAIL_URL"] = "smtp://127.0.0.1:1"
        house.manage("migrate", "--run-syncdb", "--verbosity", "0")
        assert "no database user" in house.refused("upgrade", "--site-user", site_user)
        house._on_server(f"CREATE ROLE {site_user} LOGIN PASSWORD 'x'")
        house.said = house.manage("upgrade", "--site-user", site_user)
        house.owner, house.site_user = house.environment["DATABASE_URL"], site_user
        parts = urlsplit(house.owner)
        where = f"{site_user}:x@{parts.hostname}:{parts.port or 5432}"
        house.environment["DATABASE_URL"] = urlunsplit(parts._replace(netloc=where))
        yield house
    house._on_server(f"DROP ROLE {site_user}")


def test_the_site_works_as_its_own_user(house):
    assert f"{house.site_user} has the rights of the site" in house.said
    house.script(RUN)


@pytest.mark.parametrize("statement", REFUSED)
def test_what_would_change_shape_or_history_is_refused(house, statement):
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        as_the_site(house, statement)


def as_the_site(house, statement):
    url = house.environment["DATABASE_URL"].replace("postgres://", "postgresql://", 1)
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_sealed_row_is_not_sealed_again(house):
    """The two columns it may write are written once: the trigger stands behind the rights."""
    house.script(RUN_ONE)
    with pytest.raises(psycopg2.errors.IntegrityConstraintViolation, match="frozen"):
        as_the_site(house, "UPDATE audit_event SET seal = 'x' WHERE sequence IS NOT NULL")


RUN_ONE = """
from django.db import transaction
from audit import log, sealing
from audit.models import Chain
with transaction.atomic():
    log.record("test.made", target=Chain(pk=1), by=None, school_id=9)
assert sealing.seal_all()
"""


def test_the_site_knows_whether_its_user_can_do_too_much(house):
    ask = "from sendcase import rights; print(rights.too_many())"
    assert house.script(ask).strip() == "[]"
    theirs, house.environment["DATABASE_URL"] = house.environment["DATABASE_URL"], house.owner
    try:
        said = house.script(ask)
        assert "could give itself every right" in house.refused(
            "upgrade", "--site-user", urlsplit(house.owner).username
        )
    finally:
        house.environment["DATABASE_URL"] = theirs
    for words in ("superuser", "make tables", "owns tables", "audit log", "frozen versions"):
        assert words in said


def test_the_script_of_the_compose_file_makes_both_users(tmp_path):
    """And the owner it makes can upgrade for the site it makes."""
    script = Path(__file__).resolve().parents[2] / "scripts/database-users.sh"
    tag = uuid.uuid4().hex[:8]
    owner, site = f"wt_owner_{tag}", f"wt_site_{tag}"
    parts = urlsplit(SERVER)
    with House(tmp_path) as house:
        house.environment["EMAIL_URL"] = "smtp://127.0.0.1:1"
        try:
            done = subprocess.run(
                ["sh", str(script)], capture_output=True, text=True,
                env=os.environ | {
                    "PGHOST": parts.hostname, "PGPORT": str(parts.port or 5432),
                    "PGPASSWORD": parts.password or "", "POSTGRES_USER": parts.username,
                    "POSTGRES_DB": house.name, "OWNER": owner, "OWNER_PASSWORD": "o'x",
                    "SITE": site, "SITE_PASSWORD": "s",
                },
            )  # fmt: skip
            assert done.returncode == 0, done.stderr
            where = f"{owner}:o%27x@{parts.hostname}:{parts.port or 5432}"
            url = urlunsplit(urlsplit(house.environment["DATABASE_URL"])._replace(netloc=where))
            house.environment["DATABASE_URL"] = url
            house.manage("migrate", "--run-syncdb", "--verbosity", "0")
            assert site in house.manage("upgrade", "--site-user", site)
        finally:
            house._on_server(f"DROP DATABASE IF EXISTS {house.name} WITH (FORCE)")
            for role in (owner, site):
                house._on_server(f"DROP ROLE IF EXISTS {role}")
            house._on_server(f"CREATE DATABASE {house.name}")  # the house takes it down itself
