"""A worker killed while it puts all records of a school into one file: one whole file comes of it,
or the page says plainly that none did, and the school may ask again. Nothing else is on the disk.
"""

import hashlib
import os
import time

import pytest

from tests.faults.harness import ROUNDS, House, seeds
from tests.faults.killing import IN_EACH, is_open, killed_at_work, until_met, until_nothing_waits
from tests.reports.export.files import members

WHOLE = ROUNDS > 1  # make faults
PAPERS, KILLS, WAIT_SECONDS = (200, 30, 4) if WHOLE else (90, 1, 1.5)
pytestmark = [pytest.mark.faults, pytest.mark.timeout(3600)]
BUILD = f"""
from pupils import documents
from tests.factories.people import member
from tests.factories.pupils import PupilFactory
pupil = PupilFactory(school__slug="oakfield")
senco, head = member(pupil.school, "senco"), member(pupil.school, "head")
for number in range({PAPERS}):
    documents.store(pupil=pupil, title=f"Paper {{number}}", data=b"%PDF" + str(number).encode(),
                    media_type="application/pdf", needs="pupil_view", by=senco)
"""
# As both pages and their buttons; also where the one before failed, and says so.
ASK = """
from accounts.models import User
from reports.export import services, showing
from reports.export.models import SchoolExport
from schools.models import School
school, last = School.objects.get(slug="oakfield"), SchoolExport.objects.first()
assert last is None or showing.page(last, last.asked_by)["why"]
senco, head = (User.objects.get(memberships__role=role) for role in ("senco", "head"))
services.agree(row=services.ask(school=school, by=senco, reason="We move."), by=head)
"""
READY = "SELECT file, sha256, papers FROM reports_schoolexport WHERE state = 'ready'"


@pytest.mark.parametrize("seed", seeds()[:1])
def test_a_killed_worker_leaves_one_whole_file_and_no_scraps(tmp_path, seed):
    until_met(tmp_path, seed, KILLS, one_file)


def one_file(folder, chance, kills: int) -> int:
    """How many of at most so many kills met a worker at work."""
    with House(folder) as house:
        house.begin(mail_port=9)
        house.script(BUILD)
        house.script(ASK)
        met = sum(
            killed_at_work(house, chance, wait=WAIT_SECONDS, is_over=lambda: not is_open(house))
            for _ in range(min(IN_EACH, kills))
        )
        house.start()
        until_nothing_waits(house)
        while not house.rows(READY):  # three kills met one row: it is a person's now
            house.script(ASK)
            until_nothing_waits(house)
        house.kill()
        an_hour_later(house)
        assert_whole_and_alone(house)
        return met


# The narrow moments: a kill where a worker, or somebody's press, was about to take a piece away.
KILL = """
import os, signal
from contextlib import suppress
from django.db import transaction
from reports.export import building, services
from reports.export.models import SchoolExport
from sendcase.jobs import running
row = SchoolExport.objects.get()
def kill(*args):
    os.kill(os.getpid(), signal.SIGKILL)
def kill_after_the_commit(names):
    transaction.on_commit(kill)
"""
MOMENTS = {
    "ready": """
building.delete_later = kill_after_the_commit
running.run(row.job_id)
""",
    "stopped while a piece was made": """
data = building.data
def stopped_meanwhile(*args):
    facts = data(*args)
    services.stop(row=row, by=row.asked_by)
    return facts
building.PARTS["data"], running.effect = stopped_meanwhile, kill
running.run(row.job_id)
""",
    "stopped between two pieces": """
def cut_short(*args):
    raise KeyboardInterrupt
building.PARTS["papers"] = cut_short
with suppress(KeyboardInterrupt):
    running.run(row.job_id)
building.delete_later = kill_after_the_commit
services.stop(row=row, by=row.asked_by)
""",
    "removed": """
running.run(row.job_id)
building.delete_later = kill_after_the_commit
services.remove(row=row, by=row.asked_by)
""",
}

SOME = ("ready", "stopped between two pieces")  # in make test


@pytest.mark.parametrize("moment", MOMENTS if WHOLE else SOME)
def test_what_a_kill_in_a_narrow_moment_leaves_goes_within_the_hour(tmp_path, moment):
    with House(tmp_path) as house:
        house.begin(mail_port=9)
        house.script(BUILD)
        house.script(ASK)
        house.refused("shell", "--verbosity", "0", "-c", KILL + MOMENTS[moment])
        [(state, file)] = house.rows("SELECT state, file FROM reports_schoolexport")
        assert state == moment.split()[0]
        scraps = {name for name in on_disk(house) if name != file}
        assert scraps, "this kill left nothing: the moment is another one now"
        house.script(TIDY)
        assert scraps <= on_disk(house), "a worker may have them in hand"
        an_hour_later(house)
        assert on_disk(house) == ({file} if file else set())


TIDY = """
from reports.export import tasks
tasks.tidy()
"""


def an_hour_later(house) -> None:
    for name in on_disk(house):
        os.utime(house.folder / "files" / name, (time.time() - 3600,) * 2)
    house.script(TIDY)


def on_disk(house) -> set[str]:
    """Names in the storage."""
    files = house.folder / "files"
    return {str(p.relative_to(files)) for p in files.rglob("exports/**/*") if p.is_file()}


def assert_whole_and_alone(house) -> None:
    [(name, sha256, papers)] = house.rows(READY)
    assert on_disk(house) == {name}
    file = house.folder / "files" / name
    data = file.read_bytes()
    assert hashlib.sha256(data).hexdigest() == sha256
    assert papers == PAPERS == sum(each.startswith("files/") for each in members(data))
    once = "SELECT count(*) FROM audit_event WHERE verb = 'school_export.built'"
    assert house.rows(once) == [(1,)]
    # All of it is read and compared with its list before it is said that the school is here.
    assert "here already" in house.refused("import_school", str(file), "--sha256", sha256)
