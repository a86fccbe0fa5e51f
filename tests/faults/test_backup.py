"""Killed while it backs up or restores: never half a file, never half a site."""

import random
import subprocess
import sys
import time

import pytest

from sendcase.backup import sealed
from tests.faults.harness import ROOT, House, seeds, wait_until

pytestmark = [pytest.mark.faults, pytest.mark.timeout(900)]
ROWS = 30_000
FILL = """
from sendcase.jobs.models import Job, JobRow
job = Job.objects.create(kind="any", key="one", school_id=1)
JobRow.objects.bulk_create(
    (JobRow(job=job, position=n, args={{"words": "é" * 200}}) for n in range({rows})), 2000
)
"""
COUNT = "SELECT count(*) FROM jobs_jobrow"


@pytest.fixture(params=seeds())
def chance(request):
    print(f"FAULT_SEED={request.param}")
    return random.Random(request.param)


@pytest.fixture
def pair(tmp_path):
    secret, public = sealed.new_pair()
    (tmp_path / "key").write_text(secret)
    return tmp_path / "key", public


def house_in(folder, public):
    folder.mkdir()
    house = House(folder)
    house.environment |= {"BACKUP_RECIPIENTS": public, "EMAIL_URL": "smtp://127.0.0.1:1"}
    house.make_tables()
    return house


def begin(house, *words):
    return subprocess.Popen(
        [sys.executable, "manage.py", *words], cwd=ROOT, env=house.environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def kill_after(process, seconds) -> None:
    time.sleep(seconds)
    process.kill()
    process.communicate()


def test_killed_at_any_moment_there_is_no_half_backup_and_no_half_site(tmp_path, pair, chance):
    key, public = pair
    kept = tmp_path / "kept"
    with house_in(tmp_path / "one", public) as one:
        one.script(FILL.format(rows=ROWS))
        for _ in range(3):
            process = begin(one, "backup", "--to", str(kept))
            wait_until(lambda p=process: parts(kept) or p.poll() is not None, "it began", one)
            kill_after(process, chance.uniform(0, 0.5))
        finished = set(kept.glob("*.backup"))
        one.manage("backup", "--to", str(kept))
        [path] = set(kept.glob("*.backup")) - finished
        assert parts(kept) == []  # what the killed ones had begun is cleared away

    for number, whole in enumerate([path, *finished]):
        with house_in(tmp_path / f"two{number}", public) as two:
            words = ("restore", str(whole), "--identity", str(key))
            for _ in range(2):
                process = begin(two, *words)
                kill_after(process, chance.uniform(0.5, 4))
                if process.returncode == 0:
                    break
                assert two.rows(COUNT) in [[(0,)], [(ROWS,)]]
            if two.rows(COUNT) == [(0,)]:
                two.manage(*words)
            assert two.rows(COUNT) == [(ROWS,)]


def parts(folder) -> list:
    return list(folder.glob(".*.part")) if folder.exists() else []


def test_the_site_goes_on_and_the_backup_is_of_one_moment(tmp_path, pair):
    """Somebody saves all the time; each save writes to two tables, the last and an early one."""
    key, public = pair
    with house_in(tmp_path / "one", public) as one:
        one.script(FILL.format(rows=ROWS))
        saver = begin(one, "shell", "--verbosity", "0", "-c", SAVES.format(stop=tmp_path / "stop"))
        wait_until(lambda: one.rows(SAVED) > [(0,)], "the first save", one)
        one.manage("backup", "--to", str(tmp_path / "kept"))
        (tmp_path / "stop").touch()
        assert saver.communicate()[1] == "" and saver.returncode == 0
        after = one.rows(SAVED)
    [path] = (tmp_path / "kept").iterdir()
    with house_in(tmp_path / "two", public) as two:
        two.manage("restore", str(path), "--identity", str(key))
        [(early, late)] = two.rows(BOTH)
    assert 0 < early == late
    assert [(early,)] < after, "nobody saved while the backup was taken"


SAVED = "SELECT count(*) FROM auth_group"
BOTH = "SELECT (SELECT count(*) FROM auth_group), (SELECT count(*) FROM schools_trust)"
# A save that had to wait for the backup would fail: it waits for nothing longer than the one row
# the backup itself writes down at its end (Tick).
SAVES = """
from django.contrib.auth.models import Group
from django.db import connection, transaction
from schools.models import Trust
connection.settings_dict["OPTIONS"].pop("timeout", None)
if connection.vendor == "sqlite":
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 300")
number = 0
while not os.path.exists("{stop}"):
    with transaction.atomic():
        Group.objects.create(name=str(number))
        Trust.objects.create(name=str(number), slug=str(number))
    number += 1
"""
