"""A worker killed at random points while sending: no mail twice, none lost."""

from collections import Counter

import pytest

from tests.faults.harness import House, kill_and_recover, seeds
from tests.faults.mailserver import MailServer

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]
MAILS, KILLS = 20, 3
ADD = """
from django.db import transaction
from sendcase.outbox import services
with transaction.atomic():
    for n in range({mails}):
        services.add(key=f"k{{n}}", to=f"p{{n}}@example.org", subject="Things to do", text="Hello")
"""
OPEN = "SELECT count(*) FROM outbox_message WHERE state IN ('waiting', 'claimed', 'sending')"


@pytest.mark.parametrize("seed", seeds())
def test_a_killed_worker_sends_no_mail_twice_and_loses_none(tmp_path, seed):
    print(f"FAULT_SEED={seed}")
    with House(tmp_path) as house, MailServer() as server:
        server.pause = 0.05
        house.begin(server.port)
        house.script(ADD.format(mails=MAILS))

        kill_and_recover(
            house, seed=seed, kills=KILLS, steps=MAILS,
            count=lambda: len(server.recipients),
            is_over=lambda: house.rows(OPEN) == [(0,)],
        )  # fmt: skip

        states = dict(house.rows('SELECT "to", state FROM outbox_message'))

    got = Counter(server.recipients)
    assert len(states) == MAILS
    assert set(states.values()) <= {"sent", "uncertain"}
    assert max(got.values()) == 1, "a mail went out twice"
    assert [to for to, state in states.items() if state == "sent" and got[to] != 1] == []
    # Two threads may each have had a mail in hand at each kill.
    assert sum(state == "uncertain" for state in states.values()) <= 2 * KILLS
