"""A site to measure: its own PostgreSQL database, a school of 420, gunicorn, two processes."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import closing
from pathlib import Path

import psycopg2

ROOT = Path(__file__).resolve().parent.parent
SERVER = os.environ.get("BENCH_DATABASE_SERVER", "postgres://postgres@127.0.0.1:5432")
DATABASE = os.environ.get("BENCH_DATABASE", "sendcase_bench")
PORT = int(os.environ.get("BENCH_PORT", "8765"))


def environment(database: str = DATABASE, port: int = PORT) -> dict:
    """The settings of the measured site. The second factor is on, as in a school."""
    folder = Path(tempfile.gettempdir()) / "sendcase-bench"
    return {
        "SENDCASE_MODE": "embedded",
        "DATABASE_URL": f"{SERVER}/{database}",
        "DATA_DIR": str(folder),
        "PORT": str(port),
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
    }


def make_database(name: str = DATABASE, *, like: str = "template0") -> None:
    """Drop and make a measuring database, empty or a copy of another."""
    with closing(psycopg2.connect(f"{SERVER}/postgres")) as server:
        server.autocommit = True
        with server.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            cursor.execute(f"CREATE DATABASE {name} TEMPLATE {like}")


def start(database: str = DATABASE, port: int = PORT) -> subprocess.Popen:
    """gunicorn as in production: two processes, three threads each. Waits until it answers."""
    options = "-c gunicorn.conf.py --workers 2 --threads 3 --log-level warning"
    options += f" --bind 127.0.0.1:{port}"
    command = [sys.executable, "-m", "gunicorn", "sendcase.wsgi", *options.split()]
    child = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment(database, port))
    for _ in range(150):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health/", timeout=2)
            return child
        except OSError:
            time.sleep(0.2)
    child.kill()
    raise RuntimeError("the measured site did not start")
