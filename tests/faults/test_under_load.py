"""Everything at work, and something is killed: no acknowledged save lost, no mail or row twice.

One round here, FAULT_ROUNDS in `make faults`. The figures are printed and, with FAULT_FIGURES,
added to that file.
"""

import os
import random
import time
from collections import Counter
from contextlib import ExitStack

import pytest

from tests.faults import servers
from tests.faults.harness import PATIENCE_SECONDS, ROUNDS, seeds, wait_until
from tests.faults.mailserver import MailServer
from tests.faults.saving import found_again
from tests.faults.working import WorkingHouse

pytestmark = [pytest.mark.faults, pytest.mark.timeout(3600)]
PEOPLE, MAILS, ROWS = 5, 8, 20
# "Healthy within 10 s" is for `make faults` to say; beside other tests the machine decides.
WELL_AGAIN_SECONDS = 10 if ROUNDS > 1 else PATIENCE_SECONDS
OPEN_MAIL = "SELECT count(*) FROM outbox_message WHERE state IN ('waiting', 'claimed', 'sending')"
OPEN_JOBS = "SELECT count(*) FROM jobs_job WHERE state <> 'done'"
NOTED = "SELECT count(*), count(DISTINCT object_id) FROM audit_event WHERE verb = 'faults.noted'"


def embedded_faults(house, chance) -> dict:
    def worker():
        house.kill()
        house.start()

    def web():
        house.kill_web()
        house.start_web()

    return {
        "worker killed": worker,
        "web killed": web,
        "one web process killed": lambda: house.kill_one_web_process(chance),
        "broker forgot its messages": house.lose_messages,
    }


def server_faults(house, chance, postgres, redis) -> dict:
    def broker():
        redis.kill()
        time.sleep(chance.uniform(0, 1))
        redis.start()

    faults = embedded_faults(house, chance)
    del faults["broker forgot its messages"]
    return faults | {
        "broker killed": broker,
        "database restarted": lambda: postgres.restart("fast"),
        "database crashed": lambda: postgres.crash(chance.uniform(0, 1)),
        "database process killed": lambda: postgres.kill_one(chance),
    }


def in_turn(faults: dict, rounds: list[int]) -> list[tuple[int, str]]:
    """(seed, fault) of each round: every kind as often, the order by the seeds."""
    order: list[str] = []
    for seed in rounds:
        order = order or random.Random(seed).sample(sorted(faults), len(faults))
        yield seed, order.pop()


def live_through(house, server, chance, faults) -> None:
    """The rounds, then the counting."""
    slowest, happened = 0.0, Counter()
    for seed, name in in_turn(faults, seeds()):
        print(f"FAULT_SEED={seed} {name}", flush=True)
        chance.seed(seed)
        house.give_work(f"r{seed}", mails=MAILS, rows=ROWS)
        enough = saves(house) + chance.randrange(5, 15)
        wait_until(lambda n=enough: saves(house) >= n or wrong(house), "people save", house)
        began = time.monotonic()
        faults[name]()
        house.until_well()
        house.probe.save()
        slowest = max(slowest, time.monotonic() - began)
        happened[name] += 1
        wait_until(lambda: settled(house), "mails and jobs are done", house)
        assert wrong(house) == []
    for person in house.people:
        person.done.set()
    for person in house.people:
        person.join(PATIENCE_SECONDS)
    count_up(house, server, slowest, happened)


def saves(house) -> int:
    return sum(len(person.saved) for person in house.people)


def wrong(house) -> list[str]:
    return [words for person in [*house.people, house.probe] for words in person.wrong]


def settled(house) -> bool:
    return house.rows(OPEN_MAIL) == [(0,)] and house.rows(OPEN_JOBS) == [(0,)]


def count_up(house, server, slowest, happened) -> None:
    people, rounds = [*house.people, house.probe], sum(happened.values())
    found = found_again(people, house)
    said = [one for person in people for one in person.saved]
    lost = [one for one in said if found[one[0]][one[1]] == 0]
    doubled = [mark for marks in found.values() for mark, times in marks.items() if times > 1]
    unsaid = set().union(*found.values()) - {mark for _, mark in said}
    states = dict(house.rows('SELECT "to", state FROM outbox_message'))
    got = Counter(server.recipients)
    twice = [to for to, times in got.items() if times > 1]
    missing = [to for to, state in states.items() if state == "sent" and got[to] != 1]
    figures = (
        f"{'PostgreSQL and Redis' if house.server_url else 'SQLite and folder'}: {rounds} rounds "
        f"({', '.join(f'{name} {n}' for name, n in sorted(happened.items()))}); "
        f"{len(said)} saves acknowledged in {sum(one.tries for one in people)} tries, "
        f"{len(lost)} lost, {len(doubled)} doubled; {len(states)} mails, {len(twice)} twice, "
        f"{sum(state == 'uncertain' for state in states.values())} for a person to decide; "
        f"{rounds * ROWS} job rows, {house.rows(NOTED)[0][0]} done; "
        f"longest until a save went through {slowest:.1f} s"
    )
    print(figures, flush=True)
    if path := os.environ.get("FAULT_FIGURES"):
        with open(path, "a") as file:
            file.write(figures + "\n")
    assert wrong(house) == []
    assert (lost, doubled, unsaid) == ([], [], set())
    assert (twice, missing) == ([], [])
    assert set(states.values()) <= {"sent", "uncertain"} and len(states) == rounds * MAILS
    assert house.rows(NOTED) == [(rounds * ROWS, rounds * ROWS)]
    assert "Every chain is whole." in house.manage("verify_audit")
    assert slowest < WELL_AGAIN_SECONDS


@pytest.mark.skipif(
    bool(os.environ.get("TEST_DATABASE_URL")) and ROUNDS == 1, reason="runs with SQLite's tests"
)
def test_on_one_computer(tmp_path):
    chance = random.Random()
    with WorkingHouse(tmp_path, server_url="") as house, MailServer() as server:
        server.pause = 0.05
        house.begin(server.port)
        house.open(people=PEOPLE, seed=seeds()[0])
        live_through(house, server, chance, embedded_faults(house, chance))


@pytest.mark.skipif(
    not os.environ.get("TEST_DATABASE_URL") and ROUNDS == 1, reason="runs with PostgreSQL's tests"
)
def test_with_postgresql_and_redis(tmp_path):
    if why := servers.missing():
        pytest.skip(why)
    chance = random.Random()
    with ExitStack() as stack:
        postgres = stack.enter_context(servers.OwnPostgres())
        redis = stack.enter_context(servers.OwnRedis())
        house = stack.enter_context(WorkingHouse(tmp_path, postgres.url, redis.url))
        server = stack.enter_context(MailServer())
        server.pause = 0.05
        house.begin(server.port)
        house.open(people=PEOPLE, seed=seeds()[0])
        live_through(house, server, chance, server_faults(house, chance, postgres, redis))
