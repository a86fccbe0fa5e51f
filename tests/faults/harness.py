"""A house of its own for tests that kill: folder, database, broker, worker, mail server.

    with House(tmp_path) as house, MailServer() as server:
        house.begin(server.port)
        house.script("...Django code...")
        kill_and_recover(house, server, seed=seed, kills=3, mails=20)

Embedded (SQLite file, filesystem broker) unless TEST_DATABASE_URL names a PostgreSQL server; then
a database is made there for the house, and TEST_REDIS_URL, if set, is its broker.
"""

import atexit
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = int(os.environ.get("FAULT_ROUNDS", "1"))
# Whoever waits for a state gives up after this: a slow machine, not a slow house.
PATIENCE_SECONDS = 120
# Of an engine's server ("" for SQLite) the empty database to copy: a file, or its name there.
_blank: dict = {}
_folder = tempfile.TemporaryDirectory(prefix="sendcase-blank-")


class House:
    worker_app = "tests.faults.worker"

    def __init__(self, folder: Path, server_url: str | None = None):
        """server_url: of a PostgreSQL server, "" for SQLite, None for what the tests run on."""
        self.folder, self.name = folder, f"sc_faults_{uuid.uuid4().hex[:10]}"
        asked = os.environ.get("TEST_DATABASE_URL", "")
        self.server_url = asked if server_url is None else server_url
        self.worker = None
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "SENDCASE_MODE": "embedded",
            "DATA_DIR": str(folder),
            "DATABASE_URL": self._make_database(),
            "REDIS_URL": os.environ.get("TEST_REDIS_URL", "") if self.server_url else "",
            "FAULTS_QUEUE": self.name,
        }

    def _make_database(self) -> str:
        if not self.server_url:
            return f"sqlite:///{self.folder / 'house.sqlite3'}"
        self._on_server(f"CREATE DATABASE {self.name}")
        return urlunsplit(urlsplit(self.server_url)._replace(path=f"/{self.name}"))

    def _on_server(self, statement: str) -> None:
        parts = urlsplit(self.server_url)._replace(path="/postgres", scheme="postgresql")
        with closing(psycopg2.connect(urlunsplit(parts))) as connection:
            connection.autocommit = True
            connection.cursor().execute(statement)

    def __enter__(self):
        return self

    def __exit__(self, *raised):
        self.kill()
        if self.server_url:
            self._on_server(f"DROP DATABASE {self.name} WITH (FORCE)")

    def begin(self, mail_port: int) -> None:
        """Make the tables. The mail server must be listening from now on."""
        self.environment["EMAIL_URL"] = f"smtp://127.0.0.1:{mail_port}"
        self.make_tables()

    def make_tables(self) -> None:
        """Copied from those that this process made first: making them takes longest."""
        if self.server_url not in ("", os.environ.get("TEST_DATABASE_URL")):  # one of its own
            self.manage("migrate", "--run-syncdb", "--verbosity", "0")
        elif self.server_url not in _blank:
            self.manage("migrate", "--run-syncdb", "--verbosity", "0")
            self._keep_blank()
        elif self.server_url:
            self._on_server(f"DROP DATABASE {self.name}")
            self._on_server(f"CREATE DATABASE {self.name} TEMPLATE {_blank[self.server_url]}")
        else:
            shutil.copy(_blank[""], self.folder / "house.sqlite3")

    def _keep_blank(self) -> None:
        if not self.server_url:
            _blank[""] = Path(_folder.name) / "blank.sqlite3"
            with closing(self._connected()) as tables, closing(sqlite3.connect(_blank[""])) as to:
                tables.backup(to)
            return
        name = _blank[self.server_url] = f"{self.name}_blank"
        self._on_server(f"CREATE DATABASE {name} TEMPLATE {self.name}")
        atexit.register(self._on_server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def manage(self, *words: str, input: str | None = None) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *words], cwd=ROOT, env=self.environment,
            capture_output=True, text=True, timeout=PATIENCE_SECONDS, input=input,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def refused(self, *words: str) -> str:
        """What a command says that does not do it."""
        with pytest.raises(AssertionError) as said:
            self.manage(*words)
        return str(said.value)

    def script(self, code: str) -> str:
        """Run Django code in the house, in one process."""
        return self.manage("shell", "--verbosity", "0", "-c", code)

    def rows(self, query: str) -> list[tuple]:
        """Ask the house's database past Django."""
        with closing(self._connected()) as connection:
            cursor = connection.cursor()
            cursor.execute(query)
            return cursor.fetchall()

    def write(self, *statements: str) -> None:
        """Change the house's database past Django, in one transaction."""
        with closing(self._connected()) as connection:
            cursor = connection.cursor()
            for statement in statements:
                cursor.execute(statement)
            connection.commit()

    def _connected(self):
        if self.server_url:
            url = self.environment["DATABASE_URL"].replace("postgres://", "postgresql://", 1)
            return psycopg2.connect(url)
        return sqlite3.connect(self.folder / "house.sqlite3", timeout=20)

    def start(self) -> None:
        """A real worker with beat, as `make run` starts it."""
        with (self.folder / "worker.log").open("a") as words:
            self.worker = subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", self.worker_app, "worker", "-B",
                 "--pool", "threads", "--concurrency", "2", "--loglevel", "warning",
                 "--schedule", str(self.folder / "beat")],
                cwd=ROOT, env=self.environment, stdout=words, stderr=words,
                start_new_session=True,
            )  # fmt: skip

    def kill(self) -> None:
        """SIGKILL to the worker and its beat: no goodbye."""
        if self.worker is not None:
            with suppress(ProcessLookupError):  # it may be gone already
                os.killpg(self.worker.pid, signal.SIGKILL)
            self.worker.wait()
            self.worker = None

    def words(self) -> str:
        log = self.folder / "worker.log"
        return log.read_text()[-3000:] if log.exists() else ""


def wait_until(true, what: str, house: House) -> None:
    """Ask every 20 ms until it is so; fail with the worker's last words."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert time.monotonic() < until, f"waited in vain: {what}\n{house.words()}"
        assert house.worker is None or house.worker.poll() is None, house.words()
        time.sleep(0.02)


def kill_and_recover(house: House, *, seed: int, kills: int, steps: int, count, is_over) -> None:
    """Start the worker, kill it at `kills` random points, let the last one finish.

    count(): how many of `steps` have happened (from outside: mails taken, rows done). Each kill
    comes up to 60 ms after a random step: inside a mail, a commit, or between two.
    """
    chance = random.Random(seed)
    for point in sorted(chance.sample(range(1, steps - 1), kills)):
        house.start()
        wait_until(lambda at=point: count() >= at or is_over(), f"step {point}", house)
        time.sleep(chance.uniform(0, 0.06))
        house.kill()
    house.start()
    wait_until(is_over, "everything settled", house)


def seeds() -> list[int]:
    """One per round. FAULT_SEED repeats one that failed; the seed stands in the test's name."""
    if fixed := os.environ.get("FAULT_SEED"):
        return [int(fixed)]
    # Collected by every xdist worker alike: the day and the round make it, not chance.
    day = int(time.time() // 86_400)
    return [random.Random(f"{day}-{number}").randrange(10**6) for number in range(ROUNDS)]
