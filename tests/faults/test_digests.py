"""A worker killed at random points in a day's digests: each person gets theirs once.

One school here; in `make faults` 75 schools with 3,000 staff and 50 kills, twice: a figure is
printed, and with FAULT_FIGURES added to that file.
"""

import json
import os
import time
from collections import Counter

import pytest

from tests.browser.whole_site import coming_tuesday
from tests.faults.harness import ROUNDS, House, kill_and_recover, seeds, wait_until
from tests.faults.mailserver import MailServer

WHOLE = ROUNDS > 1  # make faults
SCHOOLS, PEOPLE, KILLS = (75, 3000, 50) if WHOLE else (1, 20, 3)
PAUSE_SECONDS = 0.01 if WHOLE else 0.05
pytestmark = [pytest.mark.faults, pytest.mark.timeout(3600 if WHOLE else 600)]
SEED = """
from tests.faults.digest_data import people_with_late_deadlines
people_with_late_deadlines({people}, schools={schools})
"""
# A person has asked each of whom it is not sure: who has it says so, the others get it again.
DECIDE = """
from sendcase.outbox import services
from sendcase.outbox.models import Message
from accounts.models import User
for mail in Message.objects.filter(state="uncertain"):
    services.resolve(mail, arrived=mail.to in {arrived}, by=User.objects.first())
"""
OPEN = "SELECT count(*) FROM outbox_message WHERE state IN ('waiting', 'claimed', 'sending')"
WRITTEN = "SELECT count(*) FROM outbox_message"
STATES = 'SELECT "to", state FROM outbox_message'


class TuesdayHouse(House):
    """Its worker's clock stands on a school day, whatever day the tests run on."""

    worker_app = "tests.browser.worker"

    def written(self) -> int:
        return self.rows(WRITTEN)[0][0]

    def is_quiet(self) -> bool:
        return self.written() == PEOPLE and self.rows(OPEN) == [(0,)]


@pytest.mark.parametrize("seed", seeds()[:2] if WHOLE else seeds())
def test_each_digest_goes_out_once_whatever_is_killed(tmp_path, seed):
    print(f"FAULT_SEED={seed}", flush=True)
    with TuesdayHouse(tmp_path) as house, MailServer() as server:
        server.pause = PAUSE_SECONDS
        house.environment |= {
            "FAULTS_BEAT": "sweep-mail digests",
            "WORKER_MOMENT": coming_tuesday().isoformat(),
        }
        house.begin(server.port)
        house.script(SEED.format(people=PEOPLE, schools=SCHOOLS))
        began = time.monotonic()
        # A step is a digest written or a mail taken: kills fall into the writing and the sending.
        kill_and_recover(
            house, seed=seed, kills=KILLS, steps=2 * PEOPLE,
            count=lambda: house.written() + len(server.recipients),
            is_over=house.is_quiet,
        )  # fmt: skip
        took, states = time.monotonic() - began, dict(house.rows(STATES))
        assert_none_twice_none_lost(states, server.recipients)
        unsure = decide(house, [to for to, state in states.items() if state == "uncertain"], server)
        tell(house, seed, took, unsure)
        assert set(dict(house.rows(STATES)).values()) == {"sent"}
    assert Counter(server.recipients) == Counter(f"p{n}@fault.example" for n in range(PEOPLE))


def assert_none_twice_none_lost(states: dict, recipients: list) -> None:
    got = Counter(recipients)
    assert len(states) == PEOPLE
    assert set(states.values()) <= {"sent", "uncertain"}
    assert max(got.values()) == 1, "a digest went out twice"
    assert [to for to, state in states.items() if state == "sent" and got[to] != 1] == []
    # What was in hand at a kill is never sent again by machine: a person decides.
    assert sum(state == "uncertain" for state in states.values()) <= 2 * KILLS


def decide(house, unsure: list, server) -> tuple[int, int]:
    """(for how many a person decided, how many of them had arrived)."""
    arrived = sorted(set(unsure) & set(server.recipients))
    house.script(DECIDE.format(arrived=json.dumps(arrived)))
    wait_until(house.is_quiet, "what a person sent again has gone", house)
    return len(unsure), len(arrived)


def tell(house, seed, took, unsure) -> None:
    figures = (
        f"{'PostgreSQL' if house.server_url else 'SQLite'}, seed {seed}: {SCHOOLS} schools, "
        f"{PEOPLE:,} digests, {KILLS} kills, {took:.0f} s; 0 twice, 0 lost; for a person to "
        f"decide {unsure[0]}, of which {unsure[1]} had arrived"
    )
    print(figures, flush=True)
    if path := os.environ.get("FAULT_FIGURES"):
        with open(path, "a") as file:
            file.write(figures + "\n")
