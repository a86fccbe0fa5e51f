"""Counting asks the database many times: a child saved in between is in all of it or in none of it.

In a process of its own, on each engine: in a test's transaction there is but one moment anyway.
"""

import json
import os

import pytest

from tests.faults.harness import House

SERVER = os.environ.get("TEST_DATABASE_URL", "")
ENGINES = ("sqlite", "postgresql") if SERVER else ("sqlite",)
READ = """
import json
from tests.reports.moments import mixed
print(json.dumps(mixed()))
"""


@pytest.mark.timeout(600)
@pytest.mark.parametrize("engine", ENGINES)
def test_who_is_saved_between_two_questions_is_in_none_of_the_answers(tmp_path, engine):
    with House(tmp_path, SERVER if engine == "postgresql" else "") as house:
        house.manage("migrate", "--run-syncdb", "--verbosity", "0")
        found = json.loads(house.script(READ))
    assert found.keys() == {"board", "census", "past", "behind", "head"}
    assert all(asked > 1 for asked, _ in found.values())
    assert {name: numbers for name, (_, numbers) in found.items() if numbers} == {}
