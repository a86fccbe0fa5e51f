"""Fixtures every room's tests share. Settings: tests/settings.py."""

import gc
import os
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management.commands import flush
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import settings

from tests import day, postgres
from tests.order import LongestFirst, turn_of

HERE = Path(__file__).parent
# Playwright keeps an event loop in this thread; Django would refuse the test's own queries.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
# The same Chromium without what only a window needs, where it is installed: a fifth less work.
SHELL, WHOLE = "/usr/bin/chromium-headless-shell", "/usr/bin/chromium"
CHROMIUM = os.environ.get("CHROMIUM") or (SHELL if os.path.exists(SHELL) else WHOLE)
ABOUT_TABLES = {"django_content_type", "auth_permission"}
QUIET = [
    "--js-flags=--single-threaded",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_addoption(parser):
    words = "leave out what was proved on SQLite and is the same here (tests/postgres.py)"
    parser.addoption("--where-postgresql-decides", action="store_true", help=words)


def pytest_ignore_collect(collection_path, config):
    if not config.getoption("--where-postgresql-decides") or collection_path.is_dir():
        return None
    file = collection_path.relative_to(HERE).as_posix()
    return True if file.endswith(".py") and not postgres.runs_again(file) else None


def pytest_configure(config):
    """Collecting makes a million objects that all stay: looking for garbage there finds none. The
    day of the run is said before the first file is read. `make test` tries the same examples each
    time, so that a change that is handed in is not refused for an older one's fault; `make faults`
    looks for new ones.
    """
    settings.register_profile("same", derandomize=True)
    settings.load_profile("default" if "FAULT_ROUNDS" in os.environ else "same")
    day.stay()
    gc.disable()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup():
    day.stay()


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session):
    gc.enable()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    if config.getoption("--where-postgresql-decides"):
        once = [item for item in items if postgres.is_once(item.nodeid)]
        config.hook.pytest_deselected(items=once)
        items[:] = [item for item in items if not postgres.is_once(item.nodeid)]
    items.sort(key=lambda item: turn_of(item.nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return LongestFirst(config, log)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """After a test of real transactions the tables are emptied, but not of what Django says about
    every table: making that anew took 0.3 s each time. PostgreSQL would empty 130 tables by making
    130 new files; deleting a few rows is quicker.
    """
    ours = type(connection.ops)  # beside a browser's event loop there is another connection
    empty = ours.sql_flush

    def emptied(self, style, tables, *, reset_sequences=False, allow_cascade=False):
        tables = [table for table in tables if table not in ABOUT_TABLES]
        if reset_sequences or connection.vendor != "postgresql":
            how = {"reset_sequences": reset_sequences, "allow_cascade": allow_cascade}
            return empty(self, style, tables, **how)
        rows = (f"DELETE FROM {connection.ops.quote_name(table)}" for table in tables)
        # As a replica neither our triggers nor foreign keys ask.
        return ["SET LOCAL session_replication_role = replica", *rows]

    ours.sql_flush = emptied
    flush.emit_post_migrate_signal = lambda *args, **kwargs: None  # our triggers: sendcase.frozen


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": QUIET}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "en-GB", "timezone_id": "Europe/London"}


@pytest.fixture
def at_most():
    """Fail if the block asks the database more often; savepoints are not counted."""

    @contextmanager
    def bound(most):
        with CaptureQueriesContext(connection) as asked:
            yield
        queries = [q["sql"] for q in asked if "SAVEPOINT" not in q["sql"]]
        assert len(queries) <= most, "\n".join(queries)

    return bound
