"""Processes that seal at the same moment, on a database file, make one whole chain."""

import subprocess
import sys

import pytest

from tests.faults.harness import ROOT, House

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]
WRITE = """
from django.db import transaction
from accounts.models import User
from audit import log
person = User.objects.create_user(email="a@example.org", name="Mx A")
with transaction.atomic():
    for n in range(2500):
        log.record("plan.shared", target=person, by=person, school_id=n % 2 + 1)
"""


def test_three_at_once_make_whole_chains(tmp_path):
    with House(tmp_path) as house:
        house.begin(mail_port=9)
        house.script(WRITE)
        command = [sys.executable, "manage.py", "shell", "--verbosity", "0", "-c",
                   "from audit.sealing import seal_all; seal_all()"]  # fmt: skip
        sealing = [subprocess.Popen(command, cwd=ROOT, env=house.environment) for _ in range(3)]
        assert [process.wait(120) for process in sealing] == [0, 0, 0]

        said = house.manage("verify_audit")
        assert "School 1: 1250 rows whole, 0 not sealed yet" in said
        assert "School 2: 1250 rows whole, 0 not sealed yet" in said
