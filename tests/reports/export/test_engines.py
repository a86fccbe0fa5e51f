"""From one installation to another in processes of their own, as an operator does it, on both
engines and from one to the other.
"""

import hashlib
import os
from contextlib import ExitStack

import pytest

from tests.faults.harness import House
from tests.reports.export.files import members

SERVER = os.environ.get("TEST_DATABASE_URL", "")
WAYS = [("sqlite", "sqlite")]
if SERVER:
    WAYS = [("sqlite", "postgresql"), ("postgresql", "sqlite"), ("postgresql", "postgresql")]
pytestmark = pytest.mark.timeout(600)
FILL = """
import sys
from unittest.mock import patch
from tests.access.conftest import PRINTERS
from contextlib import ExitStack
with ExitStack() as stack:
    for name, of in PRINTERS.items():
        stack.enter_context(patch(name, of))
    from tests.access.cast import build
    from tests.reports.export.filling import fill
    fill(build().oakfield)
"""
WRITE = """
from reports.export import writing
from schools.models import School
from sendcase.snapshot import one_moment
school = School.objects.get(urn={urn!r}) if {urn!r} else School.objects.get(slug="oakfield")
with open({path!r}, "wb") as file:
    writing.whole(school, file, "2026-11-24T09:00:00+00:00", one_moment)
"""


def written(site, path, urn="") -> bytes:
    site.script(WRITE.format(path=str(path), urn=urn))
    return path.read_bytes()


@pytest.mark.parametrize(("here", "there"), WAYS)
def test_a_school_moves_and_is_the_same_byte_for_byte(tmp_path, here, there):
    with ExitStack() as stack:
        sites = []
        for number, engine in enumerate((here, there)):
            (tmp_path / str(number)).mkdir()
            server = SERVER if engine == "postgresql" else ""
            site = stack.enter_context(House(tmp_path / str(number), server))
            site.make_tables()
            sites.append(site)
        first, second = sites
        first.script(FILL)
        file = tmp_path / "school.zip"
        before = members(written(first, file))
        # The same export of an unchanged school is the same file.
        assert written(first, tmp_path / "again.zip") == file.read_bytes()

        sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
        assert "Oakfield is there" in second.manage("import_school", str(file), "--sha256", sha256)
        after = members(written(second, tmp_path / "there.zip"))

    for name in ("manifest.json", "log/events.jsonl"):
        before.pop(name), after.pop(name)
    assert sorted(before) == sorted(after)
    assert [name for name in before if before[name] != after[name]] == []
