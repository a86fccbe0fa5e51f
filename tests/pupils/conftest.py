from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    """Files of a test live and die with it."""
    storage = settings.STORAGES["default"]
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**storage, "OPTIONS": {**storage["OPTIONS"], "location": tmp_path}},
    }


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
