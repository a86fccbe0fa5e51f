"""What a page costs the processor, in this process and in its connection's PostgreSQL, which must
run here. For a machine where others work as well: there the wall says little.
"""

import time
from pathlib import Path
from statistics import median


def in_turn(asks, times: int = 60) -> list[float]:
    """The middle of `times` requests to each Ask, in ms; one of each, then again."""
    from django.test import Client

    clients = []
    for ask in asks:
        client = Client()
        client.cookies.load(ask.cookie)
        clients.append((client, ask.path))
    for client, path in clients * 5:
        client.get(path)
    clock = Path(f"/proc/{backend()}/schedstat")
    taken = [[spent(clock, *pair) for pair in clients] for _ in range(times)]
    return [median(column) for column in zip(*taken, strict=True)]


def backend() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def spent(clock: Path, client, path: str) -> float:
    began = at(clock)
    answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code}")
    return (at(clock) - began) / 1e6


def at(clock: Path) -> int:
    """Nanoseconds on a processor so far, of both."""
    return time.process_time_ns() + int(clock.read_text().split()[0])
