"""Many letters at once: each holds its own child and home alone, and a worker killed at random
moments loses none and sends none twice.
"""

import io
import json
import time

import pytest
from pypdf import PdfReader

from letters.models import BatchPrint
from pupils import documents
from tests.factories.batches import fresh, work
from tests.faults import letter_data as data
from tests.faults.harness import PATIENCE_SECONDS, ROUNDS, House, seeds
from tests.faults.killing import is_open, killed_at_work, until_met, until_nothing_waits

WHOLE = ROUNDS > 1  # make faults
CHILDREN = 2000 if WHOLE else 40
KILLED, KILLS = (200, 50) if WHOLE else (25, 2)
pytestmark = [pytest.mark.faults, pytest.mark.timeout(3600)]


@pytest.mark.django_db
def test_every_paper_holds_its_own_child_and_home_and_no_other():
    school, senco = data.school_of(CHILDREN)
    batch = data.begin(school, senco)
    work()
    data.note(batch)
    data.approve(fresh(batch), senco)
    work()
    data.send(fresh(batch), senco)
    work()

    sent = batch.letters.filter(state="issued").select_related("pupil", "contact")
    sent = {letter.pk: letter for letter in sent.select_related("issued_version__document")}
    assert len(sent) == data.letters_due(CHILDREN)
    wrong = [
        number
        for number, letter in sent.items()
        if held(documents.content(letter.issued_version.document)) != data.words_of(letter)
    ]
    assert wrong == []
    assert_envelopes_hold_their_own(BatchPrint.objects.get(batch=batch), sent)
    cannot = batch.rows.filter(state="cannot")
    assert cannot.count() == sum(n % 10 in (data.NO_ADDRESS, data.NOBODY) for n in range(CHILDREN))
    assert all(row.why for row in cannot)


def held(pdf: bytes) -> set[str]:
    return set(data.WORD.findall(text_of(PdfReader(io.BytesIO(pdf)).pages)))


def text_of(pages) -> str:
    return "\n".join(page.extract_text() for page in pages)


def assert_envelopes_hold_their_own(paper, sent) -> None:
    """Page for page as the list says, each once, and nothing behind the last."""
    pages = PdfReader(io.BytesIO(paper.file.read())).pages
    numbers = [number for each in paper.envelopes for number in each["letters"]]
    assert sorted(numbers) == sorted(sent)
    ends = [each["from"] - 1 for each in paper.envelopes[1:]] + [len(pages)]
    for each, end in zip(paper.envelopes, ends, strict=True):
        own = set().union(*(data.words_of(sent[number]) for number in each["letters"]))
        assert set(data.WORD.findall(text_of(pages[each["from"] - 1 : end]))) == own
        # A letter has one home: those in one envelope have the same.
        assert len({sent[number].contact.address for number in each["letters"]}) == 1


BEGIN = """
from tests.faults import letter_data as data
school, senco = data.school_of({count})
data.begin(school, senco)
"""
SEND = """
from accounts.models import User
from letters.models import Batch
from tests.factories.batches import fresh, work
from tests.faults import letter_data as data
batch, senco = Batch.objects.get(), User.objects.get()
data.approve(batch, senco)
work()
data.send(fresh(batch), senco)
"""
GO_ON = """
from accounts.models import User
from letters.batches import services, work
from letters.models import Batch
if work.is_stuck(Batch.objects.get()):
    services.go_on(batch=Batch.objects.get(), by=User.objects.get())
"""
BATCH = "SELECT state FROM letters_batch"


@pytest.mark.parametrize("seed", seeds()[:1])
def test_a_killed_worker_loses_no_letter_and_sends_none_twice(tmp_path, seed):
    until_met(tmp_path, seed, KILLS, one_batch)


def one_batch(folder, chance, kills: int) -> int:
    """How many of at most so many kills met a worker at work."""
    with House(folder) as house:
        house.begin(mail_port=9)
        house.script(BEGIN.format(count=KILLED))
        met = killed_while_at_work(house, chance, (kills + 1) // 2, over="prepared", wait=0.2)
        house.script(SEND)
        met += killed_while_at_work(house, chance, kills - met, over="issued", wait=1.2)
        assert_each_once(house)
        return met


def assert_each_once(house) -> None:
    states = dict(house.rows("SELECT state, count(*) FROM letters_letter GROUP BY state"))
    # What waits in vain says so, and is a person's: never lost, never sent by half.
    waits = house.rows(
        "SELECT count(*) FROM letters_letter l JOIN letters_batchrow r ON r.batch_id ="
        " l.batch_id AND r.pupil_id = l.pupil_id WHERE l.state = 'approved' AND r.state ="
        " 'cannot' AND r.why LIKE '%our side%'"
    )[0][0]
    never = house.rows(
        "SELECT count(*) FROM letters_batchrow WHERE state = 'cannot' AND why LIKE '%our side%'"
    )[0][0]
    print(f"letters {states}, of which {waits} wait for a person; {never} children in all")
    if not never:
        assert states["issued"] == data.letters_due(KILLED)
    sent = states.get("issued", 0)
    assert once(house, "SELECT letter_id FROM letters_letterversion", sent)
    assert once(house, "SELECT document_id FROM letters_letterversion", sent)
    assert once(house, "SELECT object_id FROM audit_event WHERE verb = 'letter.issued'", sent)
    rows = house.rows("SELECT count(*) FROM letters_batchrow WHERE state IN ('issued', 'cannot')")
    assert rows == [(KILLED,)]
    [(envelopes,)] = house.rows("SELECT envelopes FROM letters_batchprint")
    envelopes = json.loads(envelopes) if isinstance(envelopes, str) else envelopes
    printed = [number for each in envelopes for number in each["letters"]]
    assert len(printed) == len(set(printed)) == sent


def once(house, query: str, count: int) -> bool:
    found = [row[0] for row in house.rows(query)]
    return len(found) == len(set(found)) == count


def killed_while_at_work(house, chance, kills: int, *, over: str, wait: float) -> int:
    """Each kill comes up to `wait` seconds after a worker has taken the job. How many met one with
    work in hand; the last worker finishes what is left.
    """
    met = 0
    while met < kills and not is_over(house, over):
        met += killed_at_work(house, chance, wait=wait, is_over=lambda: is_over(house, over))
        if not is_open(house):
            house.script(GO_ON)
    until = time.monotonic() + PATIENCE_SECONDS
    while not is_over(house, over):
        assert time.monotonic() < until, house.words()
        house.start()
        until_nothing_waits(house)
        house.kill()
        house.script(GO_ON)  # as a person presses "Go on with the rest"
    return met


def is_over(house, state: str) -> bool:
    return house.rows(BATCH) == [(state,)] and not is_open(house)
