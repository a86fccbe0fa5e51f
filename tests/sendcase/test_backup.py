"""A backup brings every row and every file back, on both engines and between them."""

import json
import os
import shutil
from contextlib import ExitStack
from urllib.parse import urlsplit, urlunsplit

import pytest

from sendcase.backup import sealed
from tests.faults.harness import House
from tests.faults.mailserver import MailServer

SERVER = os.environ.get("TEST_DATABASE_URL", "")
ENGINES = ("sqlite", "postgresql") if SERVER else ("sqlite",)
READ = "import json; from tests.sendcase.filled_site import everything; "
# What is left out of a backup, and what restoring itself adds or changes.
OWN = {"sessions.Session", "usersessions.UserSession", "jobs.Tick", "outbox.Hold"}
pytestmark = pytest.mark.timeout(600)


class Site(House):
    """A house with a folder of its own on one of the engines, and keys for its backups."""

    def __init__(self, folder, engine, public="", blank=None):
        folder.mkdir()
        self.blank = blank
        super().__init__(folder, SERVER if engine == "postgresql" else "")
        self.environment |= {"BACKUP_RECIPIENTS": public, "EMAIL_URL": "smtp://127.0.0.1:1"}

    def rows(self) -> dict:
        found = json.loads(self.script(READ + "print(json.dumps(everything()))"))
        self.signed_in = found["sessions.Session"] + found["usersessions.UserSession"]
        return {name: rows for name, rows in found.items() if name not in OWN}

    def stored(self) -> dict:
        folder = self.folder / "files"
        return {
            str(path.relative_to(folder)): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }

    def _make_database(self):
        """A copy of the empty one: making the tables takes longest."""
        if self.blank is None:
            return super()._make_database()
        if not self.server_url:
            shutil.copy(self.blank, self.folder / "house.sqlite3")
            return f"sqlite:///{self.folder / 'house.sqlite3'}"
        self._on_server(f"CREATE DATABASE {self.name} TEMPLATE {self.blank}")
        return urlunsplit(urlsplit(self.server_url)._replace(path=f"/{self.name}"))


class Backed:
    """What was backed up, the file, and the key to it."""


@pytest.fixture(scope="module")
def blank(tmp_path_factory):
    """Engine → an empty database to copy: a file, or its name on the server."""
    with ExitStack() as stack:
        found = {}
        for engine in ENGINES:
            folder = tmp_path_factory.mktemp("blank") / "site"
            site = stack.enter_context(Site(folder, engine))
            site.manage("migrate", "--run-syncdb", "--verbosity", "0")
            found[engine] = site.name if site.server_url else folder / "house.sqlite3"
        yield found


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    secret, public = sealed.new_pair()
    path = tmp_path_factory.mktemp("keys") / "key.txt"
    path.write_text(f"# backups of Oakfield\n{secret}\n")
    return path, public


@pytest.fixture(scope="module", params=ENGINES)
def backed(request, tmp_path_factory, keys, blank):
    folder = tmp_path_factory.mktemp(request.param)
    with Site(folder / "site", request.param, keys[1], blank[request.param]) as site:
        site.script("from tests.sendcase.filled_site import fill; fill()")
        kept = Backed()
        kept.key, kept.rows, kept.stored = keys[0], site.rows(), site.stored()
        kept.signed_in = site.signed_in
        kept.said = site.manage("backup", "--to", str(folder / "kept"))
        [kept.path] = (folder / "kept").iterdir()
        kept.last_user = site.script(LAST_USER)
    return kept


LAST_USER = (
    "from sendcase.backup import numbers; from accounts.models import User; "
    "print(numbers.last(User))"
)


@pytest.fixture
def empty(tmp_path, keys, blank):
    made = []

    def make(engine):
        site = Site(tmp_path / f"site{len(made)}", engine, keys[1], blank[engine])
        made.append(site)
        return site

    yield make
    for site in made:
        site.__exit__()


@pytest.mark.parametrize("engine", ENGINES)
def test_moved_to_another_site_every_row_and_file_is_the_same(backed, empty, engine):
    site = empty(engine)
    said = site.manage("restore", str(backed.path), "--identity", str(backed.key), "--moved")
    now = site.rows()

    assert len(backed.signed_in) == 2 and site.signed_in == []  # everybody signs in again
    # Restoring notes itself in the log of the site, after all that was there.
    assert [row[5] for row in now["audit.Event"]][-1] == "str 'site.restored'"
    now["audit.Event"].pop()
    now["audit.EventDetail"].pop()
    now["audit.Chain"].pop()
    assert backed.rows["audit.Event"] and backed.rows["iep.PlanVersion"]
    assert now == backed.rows
    assert site.stored() == backed.stored != {}
    assert "Every row was compared" in said and "seconds" in said
    assert "not released" not in said
    # A number that was given once never means another row.
    assert site.script(LAST_USER) == backed.last_user


def test_the_file_shows_nothing_and_belongs_to_its_owner_alone(backed):
    data = backed.path.read_bytes()
    assert data.startswith(b"age-encryption.org/v1")
    for words in ("Zoë", "example.org", "accounts_user", "Oakfield"):
        assert words.encode() not in data
    assert backed.path.stat().st_mode & 0o777 == 0o600


def test_a_restored_site_sends_nothing_until_it_is_released(backed, empty):
    with MailServer() as server:
        site = empty(ENGINES[-1])
        site.environment["EMAIL_URL"] = f"smtp://127.0.0.1:{server.port}"
        said = site.manage("restore", str(backed.path), "--identity", str(backed.key))
        assert "not released" in said
        assert mail_of(site) == {
            "waiting": "held", "claimed": "held", "sending": "uncertain", "sent": "sent",
            "failed": "failed", "uncertain": "uncertain", "held": "held",
        }  # fmt: skip
        site.script(ADD_AND_SWEEP)
        assert server.recipients == []

        assert "stopped" in site.refused("release")
        assert "who decided" in site.refused("release", "--yes")
        assert "1 mails were written" in site.manage("release", "--yes", "--by", "Ms Okafor")
        assert "released already" in site.refused("release", "--yes", "--by", "Ms Okafor")
        site.script(SWEEP)
        assert server.recipients == ["new@example.org"]

        assert ": 3" in site.manage("held_mail")
        assert "why" in site.refused("held_mail", "--send-again")
        site.manage("held_mail", "--send-again", "--reason", "Nobody got them", "--by", "Ms Okafor")
        site.script(SWEEP)
        assert sorted(server.recipients) == [
            f"{who}@example.org" for who in ("claimed", "held", "new", "waiting")
        ]


SWEEP = "from sendcase.outbox import delivery; delivery.sweep()"
ADD_AND_SWEEP = f"""
from django.db import transaction
from sendcase.outbox import services
with transaction.atomic():
    mail = services.add(key="new", to="new@example.org", subject="1 thing to do", text="Look.")
{SWEEP}
assert not services.claim(mail.pk)
"""


def mail_of(site) -> dict:
    code = "from sendcase.outbox.models import Message as M; import json; "
    return json.loads(site.script(code + "print(json.dumps(dict(M.objects.values_list('key', 'state'))))"))  # fmt: skip  # noqa: E501


def test_a_filled_site_is_not_restored_over(backed, empty):
    site = empty("sqlite")
    site.script("from tests.factories.people import UserFactory; UserFactory()")
    before = site.rows()
    said = site.refused("restore", str(backed.path), "--identity", str(backed.key))
    assert "not empty" in said and site.rows() == before
