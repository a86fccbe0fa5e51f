"""Killing a worker that has a job in hand, again and again, in houses of their own.

until_met(tmp_path, seed, KILLS, one_pack)  # one_pack(folder, chance, kills) → how many met
killed_at_work(house, chance, wait=1.5, is_over=lambda: not is_open(house))
"""

import random
import time
from collections.abc import Callable
from pathlib import Path

from tests.faults.harness import House, wait_until

OPEN = "SELECT count(*) FROM jobs_job WHERE state IN ('waiting', 'running')"
CLAIMED = "SELECT sum(attempts) FROM jobs_job"
IN_EACH = 3  # kills for one file at the most: its worker must get on in between


def until_met(tmp_path: Path, seed: int, kills: int, one: Callable) -> None:
    """One after the other, until so many kills have met a worker that had work in hand.

    one(folder, chance, kills) makes a house in its empty folder, lets at most so many kills come,
    says what must be true in the end, and returns how many met a worker at work.
    """
    print(f"FAULT_SEED={seed}")
    chance, met, round_ = random.Random(seed), 0, 0
    while met < kills:
        round_ += 1
        folder = tmp_path / str(round_)
        folder.mkdir()
        met += one(folder, chance, kills - met)
        print(f"{met} kills at work in {round_} rounds")


def is_open(house: House) -> bool:
    return house.rows(OPEN) != [(0,)]


def until_nothing_waits(house: House) -> None:
    wait_until(lambda: not is_open(house), "nothing waits any more", house)


def killed_at_work(house: House, chance, *, wait: float, is_over: Callable[[], bool]) -> bool:
    """The kill comes up to `wait` seconds after a worker has taken the job. Whether it met one:
    something is left to do.
    """
    if is_over():
        return False
    before = house.rows(CLAIMED)[0][0]
    house.start()
    wait_until(lambda: is_over() or house.rows(CLAIMED)[0][0] > before, "the job is taken", house)
    time.sleep(chance.uniform(0, wait))
    house.kill()
    return not is_over()
