"""A worker killed at random points in a day's digests: each person gets theirs once."""

from collections import Counter

import pytest

from tests.browser.whole_site import coming_tuesday
from tests.faults.harness import House, kill_and_recover, seeds
from tests.faults.mailserver import MailServer

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]
PEOPLE, KILLS = 20, 3
SEED = """
from tests.faults.digest_data import people_with_late_deadlines
people_with_late_deadlines({people})
"""
OPEN = "SELECT count(*) FROM outbox_message WHERE state IN ('waiting', 'claimed', 'sending')"
WRITTEN = "SELECT count(*) FROM outbox_message"


class TuesdayHouse(House):
    """Its worker's clock stands on a school day, whatever day the tests run on."""

    worker_app = "tests.browser.worker"


@pytest.mark.parametrize("seed", seeds())
def test_each_digest_goes_out_once_whatever_is_killed(tmp_path, seed):
    print(f"FAULT_SEED={seed}")
    with TuesdayHouse(tmp_path) as house, MailServer() as server:
        server.pause = 0.05
        house.environment |= {
            "FAULTS_BEAT": "sweep-mail digests",
            "WORKER_MOMENT": coming_tuesday().isoformat(),
        }
        house.begin(server.port)
        house.script(SEED.format(people=PEOPLE))

        kill_and_recover(
            house, seed=seed, kills=KILLS, steps=PEOPLE,
            count=lambda: len(server.recipients),
            is_over=lambda: house.rows(WRITTEN) == [(PEOPLE,)] and house.rows(OPEN) == [(0,)],
        )  # fmt: skip
        states = dict(house.rows('SELECT "to", state FROM outbox_message'))

    got = Counter(server.recipients)
    assert len(states) == PEOPLE
    assert set(states.values()) <= {"sent", "uncertain"}
    assert max(got.values()) == 1, "a digest went out twice"
    assert [to for to, state in states.items() if state == "sent" and got[to] != 1] == []
    # What was in hand at a kill is never sent again by machine: a person decides.
    assert sum(state == "uncertain" for state in states.values()) <= 2 * KILLS
