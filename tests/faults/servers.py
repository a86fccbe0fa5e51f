"""A PostgreSQL and a Redis of a test's own, which it may kill. The machine's are left alone.

with OwnPostgres() as postgres, OwnRedis() as redis:
    postgres.restart("fast"); postgres.crash(0.5); postgres.kill_one(chance)
    redis.kill(); redis.start()
"""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import closing, suppress
from pathlib import Path

import psycopg2

PATIENCE_SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def missing() -> str:
    """Why these tests cannot run here, or nothing."""
    if _postgres_program("initdb") is None:
        return "no PostgreSQL server is installed here (initdb, pg_ctl)"
    if shutil.which("redis-server") is None:
        return "no redis-server is installed here"
    return ""


def _postgres_program(name: str) -> str | None:
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return shutil.which(name) or next(
        (str(place / name) for place in places if (place / name).exists()), None
    )


class OwnPostgres:
    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="sendcase-postgres-"))
        self.port = free_port()
        self.url = f"postgres://postgres@127.0.0.1:{self.port}"
        # PostgreSQL refuses to run as root.
        self.account = {"user": "postgres", "group": "postgres"} if os.getuid() == 0 else {}
        if self.account:
            shutil.chown(self.folder, **self.account)

    def __enter__(self):
        self._run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        self.start()
        return self

    def __exit__(self, *raised):
        with suppress(subprocess.CalledProcessError):
            self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program, *words) -> None:
        subprocess.run(
            [_postgres_program(program), "-D", str(self.folder / "data"), *words],
            check=True, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            timeout=PATIENCE_SECONDS, **self.account,
        )  # fmt: skip

    def start(self) -> None:
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1"
        self._run("pg_ctl", "-w", "-o", options, "-l", str(self.folder / "log"), "start")

    def stop(self, how: str) -> None:
        self._run("pg_ctl", "-w", "-m", how, "stop")

    def restart(self, how: str) -> None:
        """how: "fast" ends every session, "immediate" is a crash."""
        self.stop(how)
        self.start()

    def crash(self, seconds: float) -> None:
        """Gone without a word, away for that long, then recovering from its log."""
        self.stop("immediate")
        time.sleep(seconds)
        self.start()

    def kill_one(self, chance) -> None:
        """SIGKILL to one session's process: PostgreSQL throws all others out and recovers."""
        with closing(psycopg2.connect(f"{self.url}/postgres")) as connection:
            cursor = connection.cursor()
            cursor.execute(
                "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' "
                "AND pid <> pg_backend_pid()"
            )
            found = [pid for (pid,) in cursor.fetchall()]
        if found:
            with suppress(ProcessLookupError):
                os.kill(chance.choice(found), signal.SIGKILL)


class OwnRedis:
    """Keeps nothing on disk: a kill loses every message."""

    def __init__(self):
        self.port, self.process = free_port(), None
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *raised):
        self.kill()

    def start(self) -> None:
        self.process = subprocess.Popen(
            ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "",
             "--appendonly", "no"],
            cwd=tempfile.gettempdir(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
