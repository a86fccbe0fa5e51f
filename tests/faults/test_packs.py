"""A worker killed while it puts a pack together: one pack comes of it, or the page says plainly
that none did, and one press begins again. Nothing of it is left on the disk.
"""

import io
import json

import pytest
from pypdf import PdfReader

from tests.faults.harness import ROUNDS, House, seeds
from tests.faults.killing import IN_EACH, is_open, killed_at_work, until_met, until_nothing_waits

WHOLE = ROUNDS > 1  # make faults
PAPERS, KILLS, WAIT_SECONDS = (60, 30, 8) if WHOLE else (11, 1, 1.5)
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
READY = "SELECT contents, separate, pages, document_id FROM ehcp_pack WHERE state = 'ready'"


@pytest.mark.parametrize("seed", seeds()[:1])
def test_a_killed_worker_leaves_one_pack_and_no_scraps(tmp_path, seed):
    until_met(tmp_path, seed, KILLS, one_pack)


def one_pack(folder, chance, kills: int) -> int:
    """How many of at most so many kills met a worker at work."""
    with House(folder) as house:
        house.begin(mail_port=9)
        house.script(ASK.format(papers=PAPERS))
        met = sum(
            killed_at_work(house, chance, wait=WAIT_SECONDS, is_over=lambda: not is_open(house))
            for _ in range(min(IN_EACH, kills))
        )
        house.start()
        until_nothing_waits(house)
        while not house.rows(READY):  # three kills met one row: it is a person's now
            house.script(PRESS)
            assert is_open(house), "it failed, and cannot be pressed again"
            until_nothing_waits(house)
        house.kill()
        assert_whole_and_once(house)
        return met


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
