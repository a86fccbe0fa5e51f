"""Fixtures every room's tests share. Settings: tests/settings.py."""

import gc
import os
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import day
from tests.order import LongestFirst, turn_of

# Playwright keeps an event loop in this thread; Django would refuse the test's own queries.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
# The same Chromium without what only a window needs, where it is installed: a fifth less work.
SHELL, WHOLE = "/usr/bin/chromium-headless-shell", "/usr/bin/chromium"
CHROMIUM = os.environ.get("CHROMIUM") or (SHELL if os.path.exists(SHELL) else WHOLE)
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


def pytest_configure(config):
    """Collecting makes a million objects that all stay: looking for garbage there finds none. The
    day of the run is said before the first file is read.
    """
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
def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: turn_of(item.nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return LongestFirst(config, log)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """PostgreSQL empties 130 tables by making 130 new files; deleting a few rows is quicker."""
    if connection.vendor != "postgresql":
        return
    truncate = connection.ops.sql_flush

    def emptied(style, tables, *, reset_sequences=False, allow_cascade=False):
        if reset_sequences:
            return truncate(style, tables, reset_sequences=True, allow_cascade=allow_cascade)
        rows = (f"DELETE FROM {connection.ops.quote_name(table)}" for table in tables)
        # As a replica neither our triggers nor foreign keys ask.
        return ["SET LOCAL session_replication_role = replica", *rows]

    connection.ops.sql_flush = emptied


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
