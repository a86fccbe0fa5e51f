"""A worker killed at random points in a job: each row has its effect exactly once."""

import pytest

from tests.faults.harness import House, kill_and_recover, seeds

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]
ROWS, KILLS = 300, 3
ADD = """
import tests.faults.worker
from accounts.models import User
from sendcase.jobs import services
person = User.objects.create_user(email="a@example.org", name="Mx A")
rows = [{{"person": person.pk}}] * {rows}
services.add(kind="faults-note", key="j", school_id=1, rows=rows)
"""
NOTED = "SELECT count(*) FROM audit_event WHERE verb = 'faults.noted'"


@pytest.mark.parametrize("seed", seeds())
def test_a_killed_worker_does_each_row_once(tmp_path, seed):
    print(f"FAULT_SEED={seed}")
    with House(tmp_path) as house:
        house.begin(mail_port=9)
        house.script(ADD.format(rows=ROWS))

        kill_and_recover(
            house, seed=seed, kills=KILLS, steps=ROWS,
            count=lambda: house.rows(NOTED)[0][0],
            is_over=lambda: house.rows("SELECT state FROM jobs_job") == [("done",)],
        )  # fmt: skip

        assert house.rows(NOTED) == [(ROWS,)]
        rows = "SELECT count(DISTINCT object_id) FROM audit_event WHERE verb = 'faults.noted'"
        assert house.rows(rows) == [(ROWS,)]
        assert house.rows("SELECT DISTINCT state FROM jobs_jobrow") == [("done",)]
