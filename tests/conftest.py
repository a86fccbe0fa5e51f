"""What every test stands on: real database, second factor on, its own data folder."""

import os
import tempfile

os.environ["SENDCASE_MODE"] = "test"
os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="sendcase-test-"))
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL", "")
os.environ.pop("DEMO", None)
os.environ.pop("SECOND_FACTOR", None)
