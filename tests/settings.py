"""The site's settings, in the mode for tests: second factor on, a data folder of their own.

TEST_DATABASE_URL moves the tests from SQLite to PostgreSQL, TEST_REDIS_URL from the filesystem
broker to Redis.
"""

import os
import tempfile
from pathlib import Path

os.environ["SENDCASE_MODE"] = "test"
os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="sendcase-test-"))
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL", "")
for name in ("DEMO", "SECOND_FACTOR", "REDIS_URL", "EMAIL_URL", "SITE_URL", "ALLOWED_HOSTS",
             "BACKUP_RECIPIENTS", "SECRET_KEY_BEFORE", "AUDIT_KEY_BEFORE", "HEALTH_TOKEN",
             "LOG_FORMAT"):  # fmt: skip
    os.environ.pop(name, None)

import axe_playwright_python  # noqa: E402

from sendcase.settings import *  # noqa: E402, F403
from sendcase.settings import DATABASES, STATIC_ROOT, STATICFILES_DIRS  # noqa: E402

# tests/browser/looks.py brings it into each page.
STATICFILES_DIRS.append(("axe", Path(axe_playwright_python.__file__).parent))

if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # What a test commits it reads back from the same server: nobody waits for the disk.
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c synchronous_commit=off"

STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # empty; WhiteNoise warns at every client without
