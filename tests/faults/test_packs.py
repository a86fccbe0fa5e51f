"""A worker killed while it puts a pack together: one pack comes of it, or the page says plainly
that none did, and one press begins again. Nothing of it is left on the disk.
"""

import io
import json
import random
import time

import pytest
from pypdf import PdfReader

from tests.faults.harness import ROUNDS, House, seeds, wait_until

WHOLE = ROUNDS > 1  # make faults
PAPERS, KILLS, WAIT_SECONDS = (60, 30, 8) if WHOLE else (11, 1, 1.5)
IN_EACH = 3  # kills for one pack at the most: its worker must get on in between
pytestmark = [pytest.mark.faults, pytest.mark.timeout(3600)]
ASK = """
from ehcp.packs import services
from tests.factories.packs import PackCase, foreign_pdf, paper
case, data = PackCase(), foreign_pdf("Report", 2)
for number in range({papers}):
    paper(case.pupil, case.senco, f"Paper {{number}}", data)
services.ask(by=case.senco, request=case.request)
"""
# As the SENCO's page says it, and its button.
PRESS = """
from ehcp.packs import services, showing
from ehcp.packs.models import Pack
pack = Pack.objects.first()
if showing.state_of(pack) == Pack.State.FAILED:
    assert showing.page(pack)["why"]
    services.again(pack=pack, by=pack.asked_by)
"""
OPEN = "SELECT count(*) FROM jobs_job WHERE state IN ('waiting', 'running')"
CLAIMED = "SELECT sum(attempts) FROM jobs_job"
READY = "SELECT contents, separate, pages, document_id FROM ehcp_pack WHERE state = 'ready'"


@pytest.mark.parametrize("seed", seeds()[:1])
def test_a_killed_worker_leaves_one_pack_and_no_scraps(tmp_path, seed):
    """Pack after pack, until so many kills have met a worker that had one in hand."""
    print(f"FAULT_SEED={seed}")
    chance, met, round_ = random.Random(seed), 0, 0
    while met < KILLS:
        round_ += 1
        folder = tmp_path / str(round_)
        folder.mkdir()
        met += one_pack(folder, chance, min(IN_EACH, KILLS - met))
        print(f"{met} kills at work in {round_} packs of {PAPERS} papers")


def one_pack(folder, chance, kills: int) -> int:
    """How many of at most so many kills met a worker at work."""
    with House(folder) as house:
        house.begin(mail_port=9)
        house.script(ASK.format(papers=PAPERS))
        met = sum(killed_at_work(house, chance) for _ in range(kills))
        house.start()
        wait_until(lambda: not is_open(house), "nothing waits any more", house)
        while not house.rows(READY):  # three kills met one row: it is a person's now
            house.script(PRESS)
            assert is_open(house), "it failed, and cannot be pressed again"
            wait_until(lambda: not is_open(house), "nothing waits any more", house)
        house.kill()
        assert_whole_and_once(house)
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


def assert_whole_and_once(house) -> None:
    [(contents, separate, pages, document)] = house.rows(READY)
    contents, separate = (
        json.loads(each) if isinstance(each, str) else each for each in (contents, separate)
    )
    # What a row could not do on our side three times is named, and counted with its part.
    lost = sum(int(each["title"].rpartition("(")[2].rstrip(")")) for each in separate)
    assert len(contents) + lost == PAPERS + 2, "with the request and the chronology"
    assert len({each["title"] for each in contents}) == len(contents)
    once = "SELECT count(*) FROM audit_event WHERE verb = 'ehc_pack.built'"
    kept = "SELECT count(*) FROM pupils_document WHERE title LIKE 'Papers for an EHC%'"
    told = "SELECT count(*) FROM pupils_chronologyentry WHERE summary LIKE 'Papers put together%'"
    assert [house.rows(query)[0][0] for query in (once, kept, told)] == [1, 1, 1]
    [(name,)] = house.rows(f"SELECT file FROM pupils_document WHERE id = {document}")
    [file] = house.folder.rglob(name)
    assert len(PdfReader(io.BytesIO(file.read_bytes())).pages) == pages
    assert [*house.folder.rglob("packs/**/*.pdf")] == [], "a part of a pack is left on the disk"
