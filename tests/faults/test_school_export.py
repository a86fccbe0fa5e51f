"""A worker killed while it puts all records of a school into one file: one whole file comes of it,
or the page says plainly that none did, and the school may ask again. Nothing else is on the disk.
"""

import hashlib
import random
import time

import pytest

from tests.faults.harness import ROUNDS, House, seeds, wait_until
from tests.reports.export.files import members

WHOLE = ROUNDS > 1  # make faults
PAPERS, KILLS, WAIT_SECONDS = (200, 30, 4) if WHOLE else (90, 1, 1.5)
IN_EACH = 3  # kills for one file at the most: its worker must get on in between
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
OPEN = "SELECT count(*) FROM jobs_job WHERE state IN ('waiting', 'running')"
CLAIMED = "SELECT sum(attempts) FROM jobs_job"
READY = "SELECT file, sha256, papers FROM reports_schoolexport WHERE state = 'ready'"


@pytest.mark.parametrize("seed", seeds()[:1])
def test_a_killed_worker_leaves_one_whole_file_and_no_scraps(tmp_path, seed):
    """File after file, until so many kills have met a worker that had one in hand."""
    print(f"FAULT_SEED={seed}")
    chance, met, round_ = random.Random(seed), 0, 0
    while met < KILLS:
        round_ += 1
        folder = tmp_path / str(round_)
        folder.mkdir()
        met += one_file(folder, chance, min(IN_EACH, KILLS - met))
        print(f"{met} kills at work in {round_} exports of {PAPERS} papers")


def one_file(folder, chance, kills: int) -> int:
    """How many of at most so many kills met a worker at work."""
    with House(folder) as house:
        house.begin(mail_port=9)
        house.script(BUILD)
        house.script(ASK)
        met = sum(killed_at_work(house, chance) for _ in range(kills))
        house.start()
        wait_until(lambda: not is_open(house), "nothing waits any more", house)
        while not house.rows(READY):  # three kills met one row: it is a person's now
            house.script(ASK)
            wait_until(lambda: not is_open(house), "nothing waits any more", house)
        house.kill()
        assert_whole_and_alone(house)
        return met


def is_open(house) -> bool:
    return house.rows(OPEN) != [(0,)]


def killed_at_work(house, chance) -> bool:
    """The kill comes up to so many seconds after a worker has taken the job."""
    if not is_open(house):
        return False
    before = house.rows(CLAIMED)[0][0]
    house.start()
    wait_until(lambda: not is_open(house) or house.rows(CLAIMED)[0][0] > before,
               "the job is taken", house)  # fmt: skip
    time.sleep(chance.uniform(0, WAIT_SECONDS))
    house.kill()
    return is_open(house)


def assert_whole_and_alone(house) -> None:
    [(name, sha256, papers)] = house.rows(READY)
    [file] = [path for path in house.folder.rglob("exports/**/*") if path.is_file()]
    data = file.read_bytes()
    assert str(file).endswith(name) and hashlib.sha256(data).hexdigest() == sha256
    assert papers == PAPERS == sum(each.startswith("files/") for each in members(data))
    once = "SELECT count(*) FROM audit_event WHERE verb = 'school_export.built'"
    assert house.rows(once) == [(1,)]
    # All of it is read and compared with its list before it is said that the school is here.
    assert "here already" in house.refused("import_school", str(file))
